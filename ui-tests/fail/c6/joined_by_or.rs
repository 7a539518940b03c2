use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn reap(mm: &Mm, busy: bool) {
    MM_REF!(mm_ref: Users);
    if !mmref::try_get(mm, &mut mm_ref) || busy {
        return; //~ C6
    }
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
