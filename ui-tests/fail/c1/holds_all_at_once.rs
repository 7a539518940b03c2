use mmref::holds_ref;
use prelude::Users;

#[holds_ref(nodrop)] //~ C1
#[derive(Clone)] //~ C1
struct Task {
    #[counted("users")] //~ C1
    mm: *const u8,
    #[counted(Users)]
    active_mm: *const u8,
    #[counted(Users)] //~ C2
    other_mm: *const u8,
}

fn main() {}
