use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, size: Option<u32>) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let Some(size) = size else {
        return 0; //~ C6
    };
    let _ = mmref::put(mm, mm_ref);
    size
}

fn main() {}
