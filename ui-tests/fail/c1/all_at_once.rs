use mmref::{RefClass, acquires_ref};

#[derive(RefClass)]
struct Users;

#[acquires_ref("users", size = 4, one: Users, one: Users, crate = 1)]
const fn get_task_mm() {
    let _ = one;
}

fn main() {}
