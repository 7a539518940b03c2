use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn reap(mm: &Mm, busy: bool) {
    MM_REF!(mm_ref: Users);
    let alive = mmref::try_get(mm, &mut mm_ref);
    if !alive {
        return;
    }
    if busy {
        return; //~ C6
    }
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
