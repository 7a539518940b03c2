use mmref::{MM_REF, balances_refs};
use prelude::{Users, open};

#[balances_refs]
fn users(pid: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let mm = open(pid, &mut mm_ref).expect("init has an mm");
    mm.users.count()
} //~ C6

fn main() {}
