use mmref::acquires_ref;
use prelude::{Mm, Users};

#[acquires_ref(Users)]
fn mm_access(mm: &Mm, allowed: bool) -> Result<&Mm, String> {
    mmref::get(mm, mm_ref);
    if allowed { //~ C10
        Ok(mm)
    } else {
        Err(String::from("not allowed"))
    }
}

fn main() {}
