use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn exec(mm: &Mm, old: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(old_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::get(old, &mut old_ref);
    mmref::move_ref(mm_ref, &mut old_ref); //~ C7
    let _ = mmref::put(old, old_ref);
}

fn main() {}
