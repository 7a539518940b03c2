use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(Users, Users)]
fn task_mem() {}

fn main() {}
