use mmref::{RefClass, acquires_ref};

#[derive(RefClass)]
struct Users;

#[acquires_ref(Users)]
fn mmget(mm: &u32) -> Option<&u32> {
    Some(mm)
}

fn main() {}
