use mmref::holds_ref;
use prelude::Users;

#[holds_ref] //~ E0119
struct File {
    #[counted(mm_ref: Users)]
    mm: *const u8,
}

impl Drop for File {
    fn drop(&mut self) {}
}

fn main() {}
