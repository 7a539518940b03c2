use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn both(mm: &Mm, busy: bool) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::get(mm, &mut other_ref);
    if busy {
        return; //~ C6
    }
    println!("{}", mmref::put(mm, mm_ref) | mmref::put(mm, other_ref));
}

fn main() {}
