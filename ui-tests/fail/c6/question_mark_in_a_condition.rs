use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, limit: Option<u32>) -> Option<bool> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if mm.users.count() > limit? { //~ C6

        println!("many");
    }
    Some(mmref::put(mm, mm_ref))
}

fn main() {}
