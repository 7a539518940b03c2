use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(r#held: Users)]
fn task_mem(held: u64) -> u64 {
    held
}

fn main() {}
