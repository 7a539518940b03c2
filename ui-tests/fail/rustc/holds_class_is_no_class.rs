use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref] //~ E0277
struct File {
    #[counted(mm_ref: u64)] //~ E0277
    mm: *const u8,
}

fn main() {}
