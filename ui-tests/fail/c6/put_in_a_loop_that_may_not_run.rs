use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn wait(mm: &Mm, tries: u32) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    for _ in 0..tries {
        println!("{}", mmref::put(mm, mm_ref));
        break;
    }
} //~ C6

fn main() {}
