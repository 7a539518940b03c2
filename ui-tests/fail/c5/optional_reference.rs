use mmref::{MmRef, RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users)]
    mm: Option<*const u8>,
    mm_ref: Option<MmRef<Users>>,
}

fn main() {}
