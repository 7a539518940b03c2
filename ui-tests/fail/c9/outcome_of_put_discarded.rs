use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Mm, Users};

fn open(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

#[balances_refs]
fn status(pid: u32) -> Option<u64> {
    MM_REF!(mm_ref: Users);
    let mm = open(pid, &mut mm_ref)?;
    _ = mmref::put(mm, mm_ref);
    Some(mm.size) //~ C9
}

fn main() {}
