use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, size: Option<u32>) -> Option<bool> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    println!("{} of {}", mm.users.count(), size?); //~ C6
    Some(mmref::put(mm, mm_ref))
}

fn main() {}
