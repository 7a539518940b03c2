use mmref::{MM_REF, balances_refs};
use prelude::{Mm, Users};

#[balances_refs]
fn status(mm: &Mm) {
    MM_REF!(held: Users);
    mmref::get(mm, &mut held);
    loop {
        if mmref::put(mm, held) { //~ E0382
            break;
        }
    }
}

fn main() {}
