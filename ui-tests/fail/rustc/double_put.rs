use mmref::{MmRef, RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn status(mm: &Mm, held: MmRef<Users>) -> bool {
    mmref::put(mm, held) || mmref::put(mm, held)
}

fn main() {}
