use mmref::{MM_REF, balances_refs};
use prelude::{Users, open};

#[balances_refs]
fn users(pid: u32) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = open(pid, &mut mm_ref).ok()?;
    Some(mm.users.count())
} //~ C6

fn main() {}
