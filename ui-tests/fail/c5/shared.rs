use mmref::{RefClass, SharedRef, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
    mm_ref: SharedRef<Users>,
}

fn main() {}
