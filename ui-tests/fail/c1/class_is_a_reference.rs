use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(&Users)]
fn task_mem() {}

fn main() {}
