use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(&Users)] //~ C1
fn task_mem() {}

fn main() {}
