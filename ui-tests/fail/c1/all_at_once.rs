use mmref::acquires_ref;
use prelude::Users;

#[acquires_ref("users", size = 4, one: Users, one: Users, crate = 1)] //~ C1
const fn get_task_mm() { //~ C1
    let _ = one;
}

fn main() {}
