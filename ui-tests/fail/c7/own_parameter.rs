use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn mmget(mm: &Mm, twice: bool) {
    mmref::get(mm, mm_ref);
    if twice {
        mmref::get(mm, mm_ref); //~ C7
    }
}

fn main() {}
