use mmref::{MmRef, RefClass, releases_ref};
use prelude::{Mm, Users};

#[derive(RefClass)]
struct Count;

#[releases_ref(Users)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

fn status(mm: &Mm, held: MmRef<Count>) -> bool {
    mmput(mm, held) //~ E0308
}

fn main() {}
