use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users, find};

#[balances_refs]
fn lookup(pid: u32) -> Option<&'static Mm> {
    MM_REF!(mm_ref: Users);
    let mm = find(pid, &mut mm_ref)?;
    let _ = mmref::put(mm, mm_ref);
    Some(mm) //~ C9
}

fn main() {}
