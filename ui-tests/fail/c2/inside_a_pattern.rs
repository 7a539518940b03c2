use mmref::{RefClass, requires_ref};

#[derive(RefClass)]
struct Users;

#[requires_ref(held: Users)]
fn task_mem((size, held): (u64, u64)) -> u64 {
    size + held
}

fn main() {}
