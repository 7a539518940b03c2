use mmref::{MM_REF, MmRef, balances_refs};
use prelude::{Mm, Users};

fn look(_: &Mm, _: &MmRef<Users>) {}

#[balances_refs]
fn status(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    println!("{}", mmref::put(mm, mm_ref.take()));
    look(mm, &mm_ref); //~ C8
}

fn main() {}
