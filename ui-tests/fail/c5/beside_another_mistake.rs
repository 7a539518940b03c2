use mmref::{MmRef, RefClass, holds_ref};
use prelude::Users;

#[derive(RefClass)]
struct Count;

#[holds_ref(nodrop)] //~ C1
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
    mm_ref: MmRef<Count>, //~ C5
}

fn main() {}
