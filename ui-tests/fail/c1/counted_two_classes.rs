use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users, pin: Users)]
    mm: *const u8,
}

fn main() {}
