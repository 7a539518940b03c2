use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn count(pid: u32, limit: Option<u32>) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = find(pid, &mut mm_ref)?;
    let count = mm.users.count() + limit? * u32::from(mmref::put(mm, mm_ref)); //~ C6
    Some(count)
}

fn main() {}
