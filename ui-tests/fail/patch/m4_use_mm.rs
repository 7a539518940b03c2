use mmref::{MmRef, move_ref};
use prelude::kernel::{Mm, MmCount};

fn use_mm(mm: &Mm, old: &Mm, task_ref: &mut MmRef<MmCount>) -> bool {
    let mut active_ref: MmRef<MmCount>;
    move_ref(task_ref.take(), &mut active_ref); //~ E0381
    mmref::get(mm, task_ref);
    mmref::put(old, active_ref)
}

fn main() {}
