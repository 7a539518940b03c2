use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
#[mmref::waive(C7, reason = "pinned for ever")] //~ C1
fn pin(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
} //~ C6

fn main() {}
