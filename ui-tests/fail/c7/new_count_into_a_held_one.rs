use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn dup_mm(old: &Mm) -> Mm {
    MM_REF!(mm_ref: Users);
    mmref::get(old, &mut mm_ref);
    let mm = Mm { users: RefCount::new(&mut mm_ref) }; //~ C7
    let _ = mmref::put(old, mm_ref);
    mm
}

fn main() {}
