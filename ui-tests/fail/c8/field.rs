use mmref::{MmRef, balances_refs};
use prelude::{Mm, Users, mmput};

struct Work {
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn done(mut work: Work, mm: &Mm) {
    mmput(mm, work.mm_ref.take());
    mmput(mm, work.mm_ref.take()); //~ C8
}

fn main() {}
