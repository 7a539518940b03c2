use mmref::{MM_REF, balances_refs};
use prelude::{Users, open};

#[balances_refs]
fn status(pid: u32) -> Result<u32, String> {
    MM_REF!(mm_ref: Users);
    match open(pid, &mut mm_ref) {
        Ok(mm) => Ok(mm.users.count()),
        Err(error) => Err(error),
    }
} //~ C6

fn main() {}
