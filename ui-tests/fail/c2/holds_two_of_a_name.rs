use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    #[counted(Users)]
    mm: *const u8,
    #[counted(mm_ref: Users)]
    active_mm: *const u8,
}

fn main() {}
