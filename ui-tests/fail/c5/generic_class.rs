use mmref::{MmRef, RefClass, holds_ref};

#[derive(RefClass)]
struct Kind<T>(T);

#[holds_ref]
struct Task<T: 'static> {
    #[counted(mm_ref: Kind<T>)]
    mm: *const T,
    mm_ref: MmRef<Kind<u8>>, //~ C5
}

fn main() {}
