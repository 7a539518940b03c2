use mmref::{MM_REF, balances_refs};
use prelude::{Users, open};

#[balances_refs]
fn both(pid: u32) -> Result<bool, String> {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    let mm = open(pid, &mut mm_ref)?;
    let other = open(pid + 1, &mut other_ref)?; //~ C6
    let _ = mmref::put(other, other_ref);
    Ok(mmref::put(mm, mm_ref))
}

fn main() {}
