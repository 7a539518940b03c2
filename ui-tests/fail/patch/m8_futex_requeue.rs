use mmref::{MM_REF, balances_refs};
use prelude::kernel::{Mm, MmCount, drop_futex_key_refs, get_futex_key_refs};

#[balances_refs]
fn futex_requeue(mm1: &Mm, mm2: &Mm, waiters: &[u32], requeue: fn(u32)) {
    MM_REF!(ref1: MmCount);
    MM_REF!(ref2: MmCount);
    get_futex_key_refs(mm1, &mut ref1);
    for waiter in waiters {
        get_futex_key_refs(mm2, &mut ref2); //~ C7
        requeue(*waiter);
    }
    for _ in waiters {
        drop_futex_key_refs(mm1, ref1.take()); //~ C8
    }
    drop_futex_key_refs(mm2, ref2); //~ C8
    drop_futex_key_refs(mm1, ref1); //~ C8
}

fn main() {}
