use mmref::{MM_REF, MmRef};
use prelude::Users;

struct File {
    mm_ref: MmRef<Users>,
}

fn open() -> File {
    File { mm_ref: MM_REF!(File::mm) } //~ E0034, E0609
}

fn main() {}
