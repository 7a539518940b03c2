use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn lookup(mm: &Mm, allowed: bool) -> Option<&Mm> {
    mmref::get(mm, mm_ref);
    if !allowed {
        return None; //~ C10
    }
    Some(mm)
}

fn main() {}
