use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    #[mmref::waive(C7, reason = "the first one is idle")] //~ C1
    mmref::get(mm, &mut mm_ref);
    mmref::put(mm, mm_ref)
}

fn main() {}
