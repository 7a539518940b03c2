use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn exec(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    MM_REF!(old_ref: Users);
    mmref::move_ref(mm_ref, &mut old_ref); //~ C8
    mmref::put(mm, old_ref)
}

fn main() {}
