use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn walk(mut pid: u32) {
    MM_REF!(mm_ref: Users);
    while let Some(mm) = find(pid, &mut mm_ref) { //~ C7

        pid += mm.users.count();
    }
    std::process::exit(0);
}

fn main() {}
