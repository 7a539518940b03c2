use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref(nodrop)]
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

fn main() {}
