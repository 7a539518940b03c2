use mmref::{MM_REF, balances_refs, releases_ref};
use prelude::{Mm, Users};

#[releases_ref(Users)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

#[balances_refs]
fn status(mm: &Mm) -> bool {
    MM_REF!(held: Users);
    mmref::get(mm, &mut held);
    mmput(mm, held) || mmput(mm, held) //~ E0382
}

fn main() {}
