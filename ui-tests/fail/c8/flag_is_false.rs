use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn reap(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    let alive = mmref::try_get(mm, &mut mm_ref);
    if !alive {
        return mmref::put(mm, mm_ref); //~ C8
    }
    mmref::put(mm, mm_ref)
}

fn main() {}
