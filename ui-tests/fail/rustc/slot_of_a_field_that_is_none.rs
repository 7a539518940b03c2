use mmref::{MM_REF, MmRef, RefClass};

#[derive(RefClass)]
struct Users;

struct File {
    mm: *const u8,
    mm_ref: MmRef<Users>,
}

fn open(mm: *const u8) -> File {
    File { mm, mm_ref: MM_REF!(File::mm) }
}

fn main() {}
