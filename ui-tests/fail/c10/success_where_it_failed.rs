use mmref::acquires_ref;
use prelude::{Mm, Users, find};

#[acquires_ref(Users)]
fn find_or_init(pid: u32, init: &'static Mm) -> Option<&'static Mm> {
    match find(pid, mm_ref) { //~ C10

        Some(mm) => Some(mm),
        None => Some(init),
    }
}

fn main() {}
