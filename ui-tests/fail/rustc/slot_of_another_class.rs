use mmref::{MM_REF, MmRef, RefClass};

#[derive(RefClass)]
struct Users;

#[derive(RefClass)]
struct Count;

struct File {
    mm_ref: MmRef<Users>,
    pin: MmRef<Count>,
}

fn open() -> File {
    File { mm_ref: MM_REF!(File::pin), pin: MM_REF!(File::pin) }
}

fn main() {}
