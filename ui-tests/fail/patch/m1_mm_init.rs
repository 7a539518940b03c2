use mmref::{MmRef, RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct MmUsers;

#[derive(RefClass)]
struct MmCount;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<MmUsers>,
    #[ref_count]
    count: RefCount<MmCount>,
}

#[acquires_ref(MmUsers)]
fn mm_init(users_hold: &mut MmRef<MmCount>) -> Mm {
    Mm { users: RefCount::new(users_hold), count: RefCount::new(mm_ref) }
}

fn main() {}
