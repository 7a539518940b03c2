use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

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

#[balances_refs]
fn futex_requeue(mm1: &Mm, mut drop_count: u32) {
    MM_REF!(ref1: MmCount);
    mmref::get(mm1, &mut ref1);
    while drop_count > 0 {
        drop_count -= 1;
        let _last = mmref::put(mm1, ref1);
    }
}

fn main() {}
