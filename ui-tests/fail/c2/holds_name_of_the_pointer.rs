use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    #[counted(mm: Users)] //~ C2
    mm: *const u8,
}

fn main() {}
