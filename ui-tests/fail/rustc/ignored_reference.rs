#![deny(unused_must_use)]
#![allow(dead_code)]

use mmref::MmRef;
use prelude::Users;

fn mmget() -> MmRef<Users> {
    MmRef::new()
}

fn status() {
    mmget(); //~ unused
}

fn main() {}
