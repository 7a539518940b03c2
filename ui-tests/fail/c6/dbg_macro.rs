use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn reap(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    if dbg!(mmref::try_get(mm, &mut mm_ref)) {
        println!("alive");
    }
} //~ C6

fn main() {}
