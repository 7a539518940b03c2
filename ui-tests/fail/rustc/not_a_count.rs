use std::cell::Cell;

use mmref::{RefClass, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: Cell<Users>,
}

fn main() {}
