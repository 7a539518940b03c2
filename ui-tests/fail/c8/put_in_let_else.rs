use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users, find};

#[balances_refs]
fn status(pid: u32, init: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    let Some(mm) = find(pid, &mut mm_ref) else {
        return mmref::put(init, mm_ref); //~ C8
    };
    mmref::put(mm, mm_ref)
}

fn main() {}
