use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn exists(pid: u32) -> bool {
    MM_REF!(mm_ref: Users);
    if find(pid, &mut mm_ref).is_some() {
        return true; //~ C6
    }
    false
}

fn main() {}
