use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn walk(mm: &Mm, mut at: Option<u32>, next: fn() -> Option<u32>) {
    while at.is_some() {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        at = next();
        if at.is_none() {
            break; //~ C6
        }
        let _ = mmref::put(mm, mm_ref);
    }
}

fn main() {}
