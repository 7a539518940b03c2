use mmref::{MM_REF, MmRef, RefClass};
use prelude::Users;

#[derive(RefClass)]
struct Count;

struct File {
    mm_ref: MmRef<Users>,
    pin: MmRef<Count>,
}

fn open() -> File {
    File { mm_ref: MM_REF!(File::pin), pin: MM_REF!(File::pin) } //~ E0308
}

fn main() {}
