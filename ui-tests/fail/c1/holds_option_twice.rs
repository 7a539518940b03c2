use mmref::holds_ref;
use prelude::Users;

#[holds_ref(no_drop, no_drop)] //~ C1
struct Task {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

fn main() {}
