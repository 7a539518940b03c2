use mmref::{MM_REF, MmRef, RefClass};

#[derive(RefClass)]
struct Users;

struct File {
    mm_ref: MmRef<Users>,
}

fn open() -> File {
    File { mm_ref: MM_REF!(File::mm) }
}

fn main() {}
