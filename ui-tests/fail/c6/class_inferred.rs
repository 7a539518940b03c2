use mmref::balances_refs;
use prelude::Mm;

#[balances_refs]
fn status(mm: &Mm) {
    mmref::MM_REF!(mm_ref);
    mmref::get(mm, &mut mm_ref);
} //~ C6

fn main() {}
