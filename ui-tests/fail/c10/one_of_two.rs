use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(first: Users, second: Users)]
fn get_twice(mm: &Mm, twice: bool) -> Option<&Mm> {
    mmref::get(mm, first);
    if twice {
        mmref::get(mm, second);
    }
    Some(mm) //~ C10
}

fn main() {}
