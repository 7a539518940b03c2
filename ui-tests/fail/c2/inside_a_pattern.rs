use mmref::requires_ref;
use prelude::Users;

#[requires_ref(held: Users)]
fn task_mem((size, held): (u64, u64)) -> u64 { //~ C2
    size + held
}

fn main() {}
