use mmref::acquires_ref;
use prelude::{Mm, Users, find};

#[acquires_ref(Users)]
fn find_empty(pid: u32, limit: Option<u32>) -> Option<&'static Mm> {
    let mm = find(pid, mm_ref)?;
    let Some(limit) = limit else {
        return None; //~ C10
    };
    println!("{limit}");
    Some(mm)
}

fn main() {}
