use mmref::releases_ref;
use prelude::{Mm, Users};

#[releases_ref(Users)]
fn mmput(mms: &[Mm], wanted: u32) -> bool {
    for mm in mms {
        if mm.users.count() == wanted {
            return mmref::put(mm, mm_ref);
        }
    }
    false
} //~ C4

fn main() {}
