use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn get_new(mm: &Mm) -> bool {
    if !mmref::try_get(mm, mm_ref) {
        return false;
    }
    if mm.users.count() > 2 {
        return false; //~ C10
    }
    true
}

fn main() {}
