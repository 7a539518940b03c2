use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    #[counted(self: Users)] //~ C1
    mm: *const u8,
}

fn main() {}
