use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn sizes(mm: &Mm, size: Option<u32>) -> Option<Vec<u32>> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let sizes = vec![mm.users.count(), size?]; //~ C6
    let _ = mmref::put(mm, mm_ref);
    Some(sizes)
}

fn main() {}
