use mmref::{MM_REF, balances_refs};
use prelude::kernel::{Mm, MmCount};

#[balances_refs]
fn futex_requeue(mm1: &Mm, mut drop_count: u32) {
    MM_REF!(ref1: MmCount);
    mmref::get(mm1, &mut ref1);
    while drop_count > 0 {
        drop_count -= 1;
        let _last = mmref::put(mm1, ref1); //~ E0382
    }
} //~ C6

fn main() {}
