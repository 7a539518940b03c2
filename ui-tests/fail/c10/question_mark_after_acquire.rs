use mmref::acquires_ref;
use prelude::{Mm, Users, find};

#[acquires_ref(Users)]
fn checked(pid: u32, limit: Option<u32>) -> Option<&'static Mm> {
    let mm = find(pid, mm_ref)?;
    if mm.users.count() > limit? { //~ C10

        println!("many");
    }
    Some(mm)
}

fn main() {}
