use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn exec(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(old_ref: Users);
    mmref::get(mm, &mut mm_ref);
    println!("{}", mmref::put(mm, mm_ref.take()));
    mmref::move_ref(mm_ref, &mut old_ref); //~ C8
}

fn main() {}
