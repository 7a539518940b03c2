use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn wait(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    loop {
        if mm.users.count() == 2 {
            break;
        }
    }
} //~ C6

fn main() {}
