use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, limit: Option<u32>) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let most = limit?.max(u32::from(mmref::put(mm, mm_ref))); //~ C6
    Some(most)
}

fn main() {}
