use mmref::{MmRef, holds_ref};
use prelude::Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users)]
    mm: Option<*const u8>,
    mm_ref: Option<MmRef<Users>>, //~ C5
}

fn main() {}
