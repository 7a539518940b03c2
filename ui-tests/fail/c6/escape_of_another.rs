use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn both(mm: &Mm, kept: &mut Vec<MmRef<Users>>) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::get(mm, &mut other_ref);
    let keep = move || kept.push(mm_ref);
    keep();
} //~ C6

fn main() {}
