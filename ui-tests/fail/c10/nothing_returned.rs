use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn mmget(mm: &Mm, quick: bool) {
    if quick {
        return; //~ C10
    }
    mmref::get(mm, mm_ref);
}

fn main() {}
