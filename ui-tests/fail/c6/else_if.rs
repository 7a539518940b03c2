use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, kind: u8) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if kind == 0 {
        println!("{}", mmref::put(mm, mm_ref));
    } else if kind == 1 {
        println!("{}", mmref::put(mm, mm_ref));
    }
} //~ C6

fn main() {}
