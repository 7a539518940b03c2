use mmref::{acquires_ref, releases_ref};
use prelude::{Mm, Users};

#[acquires_ref(Users)] //~ C2
#[releases_ref(Users)]
fn exchange(from: &Mm, to: &Mm) {
    mmref::get(to, mm_ref);
    let _ = from;
}

fn main() {}
