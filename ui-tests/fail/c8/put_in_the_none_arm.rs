use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users, find};

#[balances_refs]
fn status(pid: u32, init: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    match find(pid, &mut mm_ref) {
        Some(mm) => mmref::put(mm, mm_ref),
        None => mmref::put(init, mm_ref), //~ C8
    }
}

fn main() {}
