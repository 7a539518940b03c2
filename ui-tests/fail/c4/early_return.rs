use mmref::releases_ref;
use prelude::{Mm, Users};

#[releases_ref(Users)]
fn mmput(mm: &Mm, busy: bool) {
    if busy {
        return; //~ C4
    }
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
