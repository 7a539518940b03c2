use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn exec(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let old_ref = mm_ref;
    println!("{old_ref:?}");
} //~ C6

fn main() {}
