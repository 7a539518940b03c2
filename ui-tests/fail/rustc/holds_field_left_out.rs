use mmref::holds_ref;
use prelude::Users;

#[holds_ref]
struct File {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

fn open(mm: *const u8) -> File {
    File { mm } //~ E0063
}

fn main() {}
