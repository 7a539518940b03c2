use mmref::acquires_ref;
use prelude::Users;

#[acquires_ref(held: Users)] //~ C3
fn mmget() {}

fn main() {}
