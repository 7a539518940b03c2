use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn reap(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    if mmref::try_get(mm, &mut mm_ref) {
        let _ = mmref::put(mm, mm_ref);
    } else {
        let _ = mmref::put(mm, mm_ref); //~ C8
    }
}

fn main() {}
