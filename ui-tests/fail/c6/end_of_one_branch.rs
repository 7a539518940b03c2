use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, busy: bool) {
    if busy {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
    } //~ C6: `mm_ref` may still be held at the end of this block (acquired on line 16)
}

fn main() {}
