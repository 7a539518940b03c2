use mmref::{MmRef, RefClass};
use prelude::Mm;

#[derive(RefClass)]
struct Count;

fn status(mm: &Mm, held: MmRef<Count>) -> bool {
    mmref::put(mm, held) //~ E0308
}

fn main() {}
