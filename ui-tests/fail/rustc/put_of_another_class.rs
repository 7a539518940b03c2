use mmref::{MmRef, RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[derive(RefClass)]
struct Count;

fn status(mm: &Mm, held: MmRef<Count>) -> bool {
    mmref::put(mm, held)
}

fn main() {}
