use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
    mm_ref: usize,
}

fn main() {}
