use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
union Either { //~ C1
    #[counted(mm_ref: Users)]
    mm: *const u8,
    id: usize,
}

fn main() {}
