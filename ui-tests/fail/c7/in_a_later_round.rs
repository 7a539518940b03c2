use mmref::{MM_REF, balances_refs, move_ref};
use prelude::{Mm, Users, mmput};

#[balances_refs]
fn unuse_all(mms: &[Mm], page: &std::cell::Cell<u32>) {
    if page.get() > 0 {
        MM_REF!(prev_ref: Users);
        let (mut prev, mut at) = (&mms[0], 0);
        mmref::get(prev, &mut prev_ref);
        loop {
            if page.get() == 0 {
                break;
            }
            at += 1;
            MM_REF!(mm_ref: Users);
            mmref::get(&mms[at], &mut mm_ref);
            prev = &mms[at];
            move_ref(mm_ref, &mut prev_ref); //~ C7
            page.set(page.get() - 1);
        }
        mmput(prev, prev_ref);
    }
}

fn main() {}
