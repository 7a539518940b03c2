use mmref::holds_ref;
use prelude::Users;

#[holds_ref]
fn get_task_mm(_: &Users) {} //~ C1

fn main() {}
