use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct File {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

fn open(mm: *const u8) -> File {
    File { mm }
}

fn main() {}
