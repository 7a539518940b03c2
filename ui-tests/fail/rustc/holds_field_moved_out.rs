use mmref::{RefClass, holds_ref};

#[derive(RefClass)]
struct Users;

#[holds_ref]
struct File {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

fn release(file: File) -> mmref::MmRef<Users> {
    file.mm_ref
}

fn main() {}
