#![deny(unused_must_use)]
#![allow(dead_code)]

use mmref::{MmRef, RefClass};

#[derive(RefClass)]
struct Users;

fn mmget() -> MmRef<Users> {
    MmRef::new()
}

fn status() {
    mmget();
}

fn main() {}
