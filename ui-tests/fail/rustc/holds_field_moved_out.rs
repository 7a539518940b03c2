use mmref::holds_ref;
use prelude::Users;

#[holds_ref]
struct File {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

fn release(file: File) -> mmref::MmRef<Users> {
    file.mm_ref //~ E0509
}

fn main() {}
