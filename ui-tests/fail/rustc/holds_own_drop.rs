use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct File {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

impl Drop for File {
    fn drop(&mut self) {}
}

fn main() {}
