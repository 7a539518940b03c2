use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn status(pid: u32) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = find(pid, &mut mm_ref)?;
    let next = pid.checked_add(1)?; //~ C6
    let _ = mmref::put(mm, mm_ref);
    Some(next)
}

fn main() {}
