use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn wait(mm: &Mm) -> u32 {
    loop {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        if mm.users.count() > 7 {
            break mm.users.count(); //~ C6
        }
        let _ = mmref::put(mm, mm_ref);
    }
}

fn main() {}
