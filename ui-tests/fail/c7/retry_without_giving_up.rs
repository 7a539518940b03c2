use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn wait(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    loop {
        mmref::get(mm, &mut mm_ref); //~ C7
        if mm.users.count() == 2 {
            return mmref::put(mm, mm_ref);
        }
    }
}

fn main() {}
