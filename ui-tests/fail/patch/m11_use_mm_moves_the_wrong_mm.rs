use mmref::{MM_REF, MmRef, move_ref};
use prelude::kernel::{Mm, MmCount};

fn use_mm(mm: &Mm, old: &Mm, task_ref: &mut MmRef<MmCount>) -> bool {
    MM_REF!(active_ref: MmCount);
    move_ref(mm, task_ref.take(), &mut active_ref); //~ E0061
    mmref::get(mm, task_ref);
    mmref::put(old, active_ref)
}

fn main() {}
