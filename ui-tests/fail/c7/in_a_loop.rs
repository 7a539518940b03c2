use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn walk(mms: &[Mm]) {
    MM_REF!(mm_ref: Users);
    for mm in mms {
        mmref::get(mm, &mut mm_ref); //~ C7
        println!("{}", mm.users.count());
    }
    std::process::exit(0);
}

fn main() {}
