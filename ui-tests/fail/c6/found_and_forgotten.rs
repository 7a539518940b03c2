use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn is_there(pid: u32) -> bool {
    MM_REF!(mm_ref: Users);
    if let Some(mm) = find(pid, &mut mm_ref) {
        println!("{}", mm.users.count());
        return true; //~ C6
    }
    false
}

fn main() {}
