use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    mm.users.put(mm_ref) //~ C8: `mm_ref` is given up, but nothing has filled it
}

fn main() {}
