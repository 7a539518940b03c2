use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, kind: u8, size: Option<u32>) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if kind == 0 {
        return None; //~ C6
    }
    let size = size?; //~ C6
    if kind == 1 {
        let _ = mmref::put(mm, mm_ref);
    }
    Some(size)
} //~ C6

fn main() {}
