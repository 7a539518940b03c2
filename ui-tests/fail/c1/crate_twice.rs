use mmref::requires_ref;
use prelude::Users;

#[requires_ref(Users, crate = mmref, crate = mmref)] //~ C1
fn task_mem() {}

fn main() {}
