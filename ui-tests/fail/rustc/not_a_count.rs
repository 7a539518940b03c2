use std::cell::Cell;

use mmref::RefCounted;
use prelude::Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: Cell<Users>, //~ E0308
}

fn main() {}
