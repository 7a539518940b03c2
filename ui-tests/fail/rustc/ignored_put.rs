#![deny(unused_must_use)]
#![allow(dead_code)]

use mmref::MmRef;
use prelude::{Mm, Users};

fn mmput(mm: &Mm, held: MmRef<Users>) {
    mmref::put(mm, held); //~ unused
}

fn main() {}
