use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, kind: u8) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    match kind {
        0 => println!("nothing to do"),
        _ => drop(mmref::put(mm, mm_ref)),
    }
} //~ C6

fn main() {}
