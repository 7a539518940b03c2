use mmref::{MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm) {
    let mut mm_ref = MmRef::new();
    mmref::get(mm, &mut mm_ref);
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 15)

fn main() {}
