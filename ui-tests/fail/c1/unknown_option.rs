use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(Users, name = "users")]
fn task_mem() {}

fn main() {}
