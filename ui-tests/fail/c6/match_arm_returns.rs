use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, size: Result<u32, String>) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let size = match size {
        Ok(size) => size,
        Err(_) => return 0, //~ C6
    };
    let _ = mmref::put(mm, mm_ref);
    size
}

fn main() {}
