use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn lookup(mm: &Mm, allowed: bool) -> *const Mm {
    mmref::get(mm, mm_ref);
    if !allowed {
        return std::ptr::null(); //~ C10
    }
    mm
}

fn main() {}
