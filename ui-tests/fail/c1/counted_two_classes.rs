use mmref::holds_ref;
use prelude::Users;

#[holds_ref]
struct Task {
    #[counted(mm_ref: Users, pin: Users)] //~ C1
    mm: *const u8,
}

fn main() {}
