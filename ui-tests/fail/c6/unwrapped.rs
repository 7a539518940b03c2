use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn users(pid: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let mm = find(pid, &mut mm_ref).unwrap();
    mm.users.count()
} //~ C6

fn main() {}
