use mmref::{MmRef, holds_ref};
use prelude::Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users, shared)]
    mm: *const u8,
    mm_ref: MmRef<Users>, //~ C5
}

fn main() {}
