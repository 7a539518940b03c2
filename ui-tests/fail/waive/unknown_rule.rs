use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
#[mmref::waive(C66, reason = "pinned for ever")] //~ C1
fn status(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::put(mm, mm_ref)
}

fn main() {}
