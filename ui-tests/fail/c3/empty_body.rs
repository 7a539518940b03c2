use mmref::{RefClass, acquires_ref};

#[derive(RefClass)]
struct Users;

#[acquires_ref(held: Users)]
fn mmget() {}

fn main() {}
