use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn exists(pid: u32) -> bool {
    MM_REF!(mm_ref: Users);
    if find(pid, &mut mm_ref).is_none() {
        return false;
    }
    true
} //~ C6

fn main() {}
