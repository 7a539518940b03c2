use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn twice(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mm.users.get(&mut mm_ref);
    mm.users.get(&mut mm_ref); //~ C7
    println!("{}", mm.users.put(mm_ref));
}

fn main() {}
