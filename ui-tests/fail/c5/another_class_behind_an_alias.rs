use mmref::{MmRef, RefClass, holds_ref};
use prelude::Users;

#[derive(RefClass)]
struct Count;

type Lazily = MmRef<Count>;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
    mm_ref: Lazily, //~ C5
}

fn main() {}
