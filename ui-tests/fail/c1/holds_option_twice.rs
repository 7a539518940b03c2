use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref(no_drop, no_drop)]
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

fn main() {}
