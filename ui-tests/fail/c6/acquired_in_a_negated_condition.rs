use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn reap(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    if !mmref::try_get(mm, &mut mm_ref) {
        return 0;
    }
    mm.users.count()
} //~ C6

fn main() {}
