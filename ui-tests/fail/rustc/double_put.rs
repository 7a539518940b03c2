use mmref::MmRef;
use prelude::{Mm, Users};

fn status(mm: &Mm, held: MmRef<Users>) -> bool {
    mmref::put(mm, held) || mmref::put(mm, held) //~ E0382
}

fn main() {}
