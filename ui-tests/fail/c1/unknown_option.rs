use mmref::requires_ref;
use prelude::Users;

#[requires_ref(Users, name = "users")] //~ C1
fn task_mem() {}

fn main() {}
