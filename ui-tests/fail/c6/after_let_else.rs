use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn users(pid: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let Some(mm) = find(pid, &mut mm_ref) else {
        return 0;
    };
    mm.users.count()
} //~ C6

fn main() {}
