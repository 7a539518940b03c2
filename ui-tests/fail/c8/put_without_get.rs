use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    mmref::put(mm, mm_ref) //~ C8
}

fn main() {}
