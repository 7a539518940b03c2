use mmref::{MmRef, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm) -> bool {
    let mm_ref: MmRef<Users> = MmRef::new();
    mmref::put(mm, mm_ref) //~ C8
}

fn main() {}
