use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn users(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    assert!(mmref::try_get(mm, &mut mm_ref));
    mm.users.count()
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 15)

fn main() {}
