use mmref::{MmRef, RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

struct Task<'a> {
    mm: &'a Mm,
    mm_ref: MmRef<Users>,
}

fn fork(mm: &Mm) -> Task<'_> {
    Task { mm }
}

fn main() {}
