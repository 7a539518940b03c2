use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn exec(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    MM_REF!(old_ref: Users);
    mmref::move_ref(mm_ref, &mut old_ref); //~ C8: `mm_ref` is moved, but nothing has filled it
    mmref::put(mm, old_ref)
}

fn main() {}
