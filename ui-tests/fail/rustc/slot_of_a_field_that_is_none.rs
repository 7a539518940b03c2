use mmref::{MM_REF, MmRef};
use prelude::Users;

struct File {
    mm: *const u8,
    mm_ref: MmRef<Users>,
}

fn open(mm: *const u8) -> File {
    File { mm, mm_ref: MM_REF!(File::mm) } //~ E0277, E0599
}

fn main() {}
