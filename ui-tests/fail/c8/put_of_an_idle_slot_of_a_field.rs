use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Mm, Users};

struct Task {
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn put(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let last = mmref::put(mm, mm_ref);
    mm_ref = MM_REF!(<Task>::mm_ref);
    last | mmref::put(mm, mm_ref) //~ C8
}

fn main() {}
