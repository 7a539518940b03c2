use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Mm, Users};

fn get_both(_: &Mm, _: &mut MmRef<Users>, _: &mut MmRef<Users>) {}

#[balances_refs]
fn both(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut other_ref);
    get_both(mm, &mut mm_ref, &mut other_ref); //~ C7
    println!("{}", mmref::put(mm, mm_ref) | mmref::put(mm, other_ref));
}

fn main() {}
