use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    #[counted]
    mm: *const u8,
    #[counted(shared)]
    active_mm: *const u8,
}

fn main() {}
