use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(held: Users, held: Users)]
fn task_mem() {}

fn main() {}
