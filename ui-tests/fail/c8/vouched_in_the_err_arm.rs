use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Users, open};

fn look(_: &MmRef<Users>) -> bool {
    false
}

#[balances_refs]
fn status(pid: u32) -> bool {
    MM_REF!(mm_ref: Users);
    match open(pid, &mut mm_ref) {
        Ok(mm) => mmref::put(mm, mm_ref),
        Err(_) => look(&mm_ref), //~ C8
    }
}

fn main() {}
