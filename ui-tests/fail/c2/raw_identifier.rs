use mmref::requires_ref;
use prelude::Users;

#[requires_ref(r#held: Users)]
fn task_mem(held: u64) -> u64 { //~ C2
    held
}

fn main() {}
