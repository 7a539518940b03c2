use mmref::releases_ref;
use prelude::{Mm, Users};

#[releases_ref(Users)]
fn mmput(mm: Option<&Mm>) -> bool {
    let Some(mm) = mm else {
        return false; //~ C4
    };
    mmref::put(mm, mm_ref)
}

fn main() {}
