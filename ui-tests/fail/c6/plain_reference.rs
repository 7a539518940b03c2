use mmref::{MmRef, balances_refs};
use prelude::Mm;

#[balances_refs]
fn status(mm: &Mm) {
    let mut mm_ref = MmRef::new();
    mmref::get(mm, &mut mm_ref);
} //~ C6

fn main() {}
