use mmref::{SharedRef, holds_ref};
use prelude::Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
    mm_ref: SharedRef<Users>, //~ C5
}

fn main() {}
