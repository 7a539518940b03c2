use mmref::releases_ref;
use prelude::{Mm, Users};

#[releases_ref(Users)]
fn mmput(mm: Option<&Mm>) -> bool {
    match mm {
        Some(mm) => mmref::put(mm, mm_ref),
        None => false,
    }
} //~ C4

fn main() {}
