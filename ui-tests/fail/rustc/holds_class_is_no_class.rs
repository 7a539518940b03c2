use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct File {
    #[counted(mm_ref: u64)]
    mm: *const u8,
}

fn main() {}
