use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn mm_access(mm: &Mm, allowed: Result<(), String>) -> Result<&Mm, String> {
    mmref::get(mm, mm_ref);
    allowed?; //~ C10
    Ok(mm)
}

fn main() {}
