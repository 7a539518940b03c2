use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn walk(mm: &Mm, rounds: u32) {
    MM_REF!(mm_ref: Users);
    for _ in 0..rounds {
        println!("{}", mmref::put(mm, mm_ref.take())); //~ C8
    }
}

fn main() {}
