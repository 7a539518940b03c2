use mmref::{MM_REF, MmRef, balances_refs, releases_ref};
use prelude::kernel::{Mm, MmCount, MmUsers};

#[releases_ref(MmUsers)]
fn mmput(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref)
}

#[balances_refs]
fn exit_mm(mm: &Mm, task_ref: &mut MmRef<MmUsers>) -> bool {
    MM_REF!(mm_ref: MmCount);
    mmref::get(mm, &mut mm_ref);
    mmput(mm, mm_ref) //~ E0308
}

fn main() {}
