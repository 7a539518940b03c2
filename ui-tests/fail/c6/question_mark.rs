use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, text: &str) -> Result<u32, std::num::ParseIntError> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let number = text.parse()?; //~ C6
    let _ = mmref::put(mm, mm_ref);
    Ok(number)
}

fn main() {}
