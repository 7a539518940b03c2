use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn users(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mm.users.count()
} //~ C6

fn main() {}
