use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm, size: Option<u32>) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    match size {
        Some(size) if size > 3 => println!("{}", mmref::put(mm, mm_ref)),
        Some(_) => {}
        None => println!("{}", mmref::put(mm, mm_ref)),
    }
} //~ C6

fn main() {}
