use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users, find};

fn look(_: &Mm) {}

#[balances_refs]
fn status(pid: u32) {
    MM_REF!(mm_ref: Users);
    if let Some(mm) = find(pid, &mut mm_ref) {
        let _ = mmref::put(mm, mm_ref);
        look(mm); //~ C9
    }
}

fn main() {}
