use mmref::{MmRef, releases_ref};
use prelude::{Mm, Users};

#[releases_ref(Users)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

fn status(mm: &Mm, held: &MmRef<Users>) -> bool {
    mmput(mm, held) //~ E0308
}

fn main() {}
