use mmref::acquires_ref;
use prelude::Users;

#[acquires_ref(Users)] //~ C3
fn mmget(mm: &u32) -> Option<&u32> {
    Some(mm)
}

fn main() {}
