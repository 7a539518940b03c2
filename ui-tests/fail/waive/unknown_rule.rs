use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
#[mmref::waive(C66, reason = "pinned for ever")] //~ waive: `C66` is no rule of the path checker: C4, C6, C7, C8, C9 or C10
fn status(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::put(mm, mm_ref)
}

fn main() {}
