use mmref::requires_ref;
use prelude::Users;

#[requires_ref(held: Users, held: Users)] //~ C1
fn task_mem() {}

fn main() {}
