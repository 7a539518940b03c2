use mmref::releases_ref;
use prelude::{Mm, Users};

#[releases_ref(first: Users, second: Users)]
fn put_twice(mm: &Mm) -> bool {
    if !mmref::put(mm, first) {
        return false; //~ C4
    }
    mmref::put(mm, second)
}

fn main() {}
