use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm) -> u32 {
    let users = {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        mm.users.count()
    }; //~ C6
    users + 1
}

fn main() {}
