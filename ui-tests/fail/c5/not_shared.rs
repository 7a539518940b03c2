use mmref::{MmRef, RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users, shared)]
    mm: *const u8,
    mm_ref: MmRef<Users>,
}

fn main() {}
