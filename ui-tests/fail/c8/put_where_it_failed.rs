use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn reap(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    if mmref::try_get(mm, &mut mm_ref) {
        return mmref::put(mm, mm_ref);
    }
    mmref::put(mm, mm_ref) //~ C8
}

fn main() {}
