use mmref::{MmRef, balances_refs};
use prelude::{Mm, Users};

struct Work {
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn queue(work: &mut Work, mm: &Mm) {
    mmref::get(mm, &mut work.mm_ref);
    mmref::get(mm, &mut work.mm_ref); //~ C7
}

fn main() {}
