use mmref::{MM_REF, balances_refs};
use prelude::kernel::{Mm, MmUsers, mmget_not_zero, mmput};

#[balances_refs]
fn try_to_unuse(start: &Mm, mmlist: &[Mm], unuse: fn(&Mm)) {
    MM_REF!(prev_ref: MmUsers);
    MM_REF!(mm_ref: MmUsers);
    mmref::get(start, &mut prev_ref);
    let mut prev = start;
    let mut at = 0;
    while at < mmlist.len() {
        let mm = &mmlist[at];
        at += 1;
        if !mmget_not_zero(mm, &mut mm_ref) { //~ C7
            continue;
        }
        mmput(prev, prev_ref.take()); //~ C8
        prev = mm;
        unuse(mm);
    }
    mmput(prev, prev_ref); //~ C8
} //~ C6

fn main() {}
