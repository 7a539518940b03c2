use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    mm: *const u8,
}

fn main() {}
