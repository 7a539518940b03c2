use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn users(pid: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    let found = find(pid, &mut mm_ref);
    println!("looked for {pid}");
    if let Some(mm) = found {
        return mm.users.count(); //~ C6
    }
    0
}

fn main() {}
