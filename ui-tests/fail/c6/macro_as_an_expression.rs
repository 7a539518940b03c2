use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm) {
    let mut mm_ref: MmRef<Users> = MM_REF!();
    mmref::get(mm, &mut mm_ref);
} //~ C6

fn main() {}
