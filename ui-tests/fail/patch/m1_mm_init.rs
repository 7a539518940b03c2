use mmref::{MmRef, RefCount, acquires_ref};
use prelude::kernel::{Mm, MmCount, MmUsers};

#[acquires_ref(MmUsers)]
fn mm_init(users_hold: &mut MmRef<MmCount>) -> Mm {
    Mm { users: RefCount::new(users_hold), count: RefCount::new(mm_ref) } //~ E0308
}

fn main() {}
