use mmref::{MM_REF, balances_refs, requires_ref};
use prelude::Users;

#[requires_ref(Users)]
fn task_mem(size: u64) -> u64 {
    size
}

#[balances_refs]
fn status(size: u64) -> u64 {
    MM_REF!(mm_ref: Users);
    task_mem(size, &mm_ref) //~ C8
}

fn main() {}
