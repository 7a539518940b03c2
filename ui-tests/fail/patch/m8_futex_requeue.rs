use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

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

#[acquires_ref(MmCount)]
fn get_futex_key_refs(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[releases_ref(MmCount)]
fn drop_futex_key_refs(mm: &Mm) {
    let _last = mmref::put(mm, mm_ref);
}

#[balances_refs]
fn futex_requeue(mm1: &Mm, mm2: &Mm, waiters: &[u32], requeue: fn(u32)) {
    MM_REF!(ref1: MmCount);
    MM_REF!(ref2: MmCount);
    get_futex_key_refs(mm1, &mut ref1);
    for waiter in waiters {
        get_futex_key_refs(mm2, &mut ref2);
        requeue(*waiter);
    }
    for _ in waiters {
        drop_futex_key_refs(mm1, ref1.take());
    }
    drop_futex_key_refs(mm2, ref2);
    drop_futex_key_refs(mm1, ref1);
}

fn main() {}
