use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn exec(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(old_ref: Users);
    mmref::get(mm, &mut mm_ref);
    println!("{}", mmref::put(mm, mm_ref.take()));
    mmref::move_ref(mm_ref, &mut old_ref); //~ C8: `mm_ref` is moved, but cannot be held: it was taken on line 17
}

fn main() {}
