use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn mmget(mm_ref: &Mm) { //~ C2
    mmref::get(mm_ref, mm_ref);
}

fn main() {}
