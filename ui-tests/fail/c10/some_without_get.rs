use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn lookup(mm: &Mm, quick: bool) -> Option<&Mm> {
    if quick {
        return Some(mm); //~ C10
    }
    mmref::get(mm, mm_ref);
    Some(mm)
}

fn main() {}
