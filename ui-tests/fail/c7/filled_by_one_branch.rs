use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, early: bool) {
    MM_REF!(mm_ref: Users);
    if early {
        mmref::get(mm, &mut mm_ref);
        println!("early");
    }
    mmref::get(mm, &mut mm_ref); //~ C7
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
