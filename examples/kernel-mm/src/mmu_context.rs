//! `mm/mmu_context.c`: a kernel thread works in a user's address space for a while.

use mmref::{MM_REF, balances_refs, move_ref, requires_ref};

use crate::kernel::cache::Mm;
use crate::kernel::current::current;
use crate::kernel::task::task_lock;
use crate::mm_types::{MmCount, MmUsers};
use crate::sched::{mmdrop, mmgrab};

/// The current kernel thread adopts an mm, with a C of its own. The U is the caller's, who keeps it until after
/// [`unuse_mm`].
#[balances_refs]
#[requires_ref(users_ref: MmUsers)]
pub fn use_mm(mm: Mm) {
    MM_REF!(active_ref: MmCount);
    let tsk = current();
    let mut task = task_lock(&tsk);
    let active_mm = task.active_mm.filter(|active_mm| *active_mm != mm);
    if active_mm.is_some() {
        move_ref(task.active_mm_ref.take(), &mut active_ref);
        mmgrab(mm, &mut task.active_mm_ref);
        task.active_mm = Some(mm);
    }
    task.mm = Some(mm);
    drop(task);
    if let Some(active_mm) = active_mm {
        mmdrop(active_mm, active_ref);
    }
}

/// The current kernel thread has no mm any more. It continues to borrow this one lazily.
pub fn unuse_mm() {
    task_lock(&current()).mm = None;
}
