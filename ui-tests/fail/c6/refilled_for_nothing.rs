use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn walk(mm: &Mm, more: &[u32]) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    for _ in more {
        println!("{}", mmref::put(mm, mm_ref.take()));
        mmref::get(mm, &mut mm_ref);
    }
} //~ C6

fn main() {}
