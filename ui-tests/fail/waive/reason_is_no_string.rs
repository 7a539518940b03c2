use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
#[mmref::waive(C6, reason = 7)] //~ waive: the reason is a string: `reason = "…"`
fn pin(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
}

fn main() {}
