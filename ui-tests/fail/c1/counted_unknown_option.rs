use mmref::holds_ref;
use prelude::Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users, shared = true)] //~ C1
    mm: *const u8,
}

fn main() {}
