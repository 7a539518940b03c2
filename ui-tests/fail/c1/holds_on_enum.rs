use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
enum State { //~ C1
    Idle,
    Running {
        #[counted(mm_ref: Users)]
        mm: *const u8,
    },
}

fn main() {}
