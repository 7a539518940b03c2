use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let positive = |number: u32| {
        if number == 0 {
            return 1;
        }
        number
    };
    positive(mm.users.count())
} //~ C6

fn main() {}
