use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, limit: Option<u32>) -> Option<(u32, bool)> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let pair = |limit, last| (limit, last);
    Some(pair(
        limit?, //~ C6
        mmref::put(mm, mm_ref),
    ))
}

fn main() {}
