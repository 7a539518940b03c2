use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn mmget(mm: &Mm, wanted: bool) -> Option<&Mm> {
    if wanted {
        mmref::get(mm, mm_ref);
    }
    Some(mm) //~ C10
}

fn main() {}
