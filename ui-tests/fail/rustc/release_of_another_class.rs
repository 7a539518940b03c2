use mmref::{MmRef, RefClass, RefCount, RefCounted, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[derive(RefClass)]
struct Count;

#[releases_ref(Users)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

fn status(mm: &Mm, held: MmRef<Count>) -> bool {
    mmput(mm, held)
}

fn main() {}
