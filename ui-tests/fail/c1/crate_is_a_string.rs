use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(Users, crate = "mmref")]
fn task_mem() {}

fn main() {}
