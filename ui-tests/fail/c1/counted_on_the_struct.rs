use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
#[counted(mm_ref: Users)] //~ C1
struct Task {
    mm: *const u8,
}

fn main() {}
