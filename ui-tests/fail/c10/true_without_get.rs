use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn get_unless(mm: &Mm, kernel: bool) -> bool {
    if kernel {
        return true; //~ C10
    }
    mmref::try_get(mm, mm_ref)
}

fn main() {}
