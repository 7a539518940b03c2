use mmref::releases_ref;
use prelude::{Mm, Users};

#[releases_ref(Users)]
fn mmput(mm: &Mm, log: Result<(), String>) -> Result<bool, String> {
    log?; //~ C4
    Ok(mmref::put(mm, mm_ref))
}

fn main() {}
