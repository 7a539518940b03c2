use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn reap(mm: &Mm, wanted: bool) {
    MM_REF!(mm_ref: Users);
    if wanted && mmref::try_get(mm, &mut mm_ref) {
        println!("{}", mm.users.count());
    }
} //~ C6

fn main() {}
