use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn reap(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    if mmref::try_get(mm, &mut mm_ref) {

        return mmref::put(mm, mm_ref);
    }
    mmref::put(mm, mm_ref) //~ C8: `mm_ref` is given up, but cannot be held: the acquire on line 16 failed
}

fn main() {}
