use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref(nodrop)]
#[derive(Clone)]
struct Task {
    #[counted("users")]
    mm: *const u8,
    #[counted(Users)]
    active_mm: *const u8,
    #[counted(Users)]
    other_mm: *const u8,
}

fn main() {}
