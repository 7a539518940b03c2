use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, busy: bool) -> bool {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    busy || mmref::put(mm, mm_ref)
} //~ C6

fn main() {}
