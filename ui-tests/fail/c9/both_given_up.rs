use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn size(pid: u32) -> Option<u64> {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    let mm = find(pid, &mut mm_ref)?;
    mmref::get(mm, &mut other_ref);
    let _ = mmref::put(mm, mm_ref);
    let _ = mmref::put(mm, other_ref);
    Some(mm.size) //~ C9
}

fn main() {}
