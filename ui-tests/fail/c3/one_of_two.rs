use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(one: Users, two: Users)] //~ C3
fn mmget(mm: &Mm) {
    mmref::get(mm, one);
}

fn main() {}
