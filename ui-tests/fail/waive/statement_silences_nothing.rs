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
    #[mmref::waive(C7, reason = "the first one is idle")] //~ waive: this silences nothing
    mmref::get(mm, &mut mm_ref);
    mmref::put(mm, mm_ref)
}

fn main() {}
