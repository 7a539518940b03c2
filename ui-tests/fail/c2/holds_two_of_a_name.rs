use mmref::holds_ref;
use prelude::Users;

#[holds_ref]
struct Task {
    #[counted(Users)]
    mm: *const u8,
    #[counted(mm_ref: Users)] //~ C2
    active_mm: *const u8,
}

fn main() {}
