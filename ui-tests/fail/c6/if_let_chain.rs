use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn status(pid: u32, busy: bool) {
    MM_REF!(mm_ref: Users);
    if let Some(mm) = find(pid, &mut mm_ref)
        && !busy
    {
        let _ = mmref::put(mm, mm_ref);
    }
} //~ C6

fn main() {}
