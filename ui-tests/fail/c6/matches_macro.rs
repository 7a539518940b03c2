use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn exists(pid: u32) -> bool {
    MM_REF!(mm_ref: Users);
    if matches!(find(pid, &mut mm_ref), Some(_)) {
        return true; //~ C6
    }
    false
}

fn main() {}
