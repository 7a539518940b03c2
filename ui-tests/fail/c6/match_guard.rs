use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, size: u32, limit: Option<u32>) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let size = match size {
        0 => 1,
        size if size < limit? => size, //~ C6
        _ => 2,
    };
    let _ = mmref::put(mm, mm_ref);
    Some(size)
}

fn main() {}
