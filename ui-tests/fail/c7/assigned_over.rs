use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn renew(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mm_ref = MmRef::new(); //~ C7
    mmref::get(mm, &mut mm_ref);
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
