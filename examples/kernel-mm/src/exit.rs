//! `kernel/exit.c`: a task ends.

use std::sync::atomic::Ordering;

use mmref::{MM_REF, balances_refs, move_ref};

use crate::fork::mmput;
use crate::kernel::current::current;
use crate::kernel::task::{PF_EXITING, task_lock};
use crate::mm_types::MmUsers;
use crate::sched::mmgrab;

/// The current task ends. The CPU leaves it at the next `schedule`.
pub fn do_exit() {
    current().flags.fetch_or(PF_EXITING, Ordering::Relaxed);
    exit_mm();
}

/// Gives up the current task's U. The CPU uses the page tables until it leaves the task, which has a C for that.
#[balances_refs]
pub fn exit_mm() {
    MM_REF!(mm_ref: MmUsers);
    let tsk = current();
    let mut task = task_lock(&tsk);
    let Some(mm) = task.mm.take() else { return };
    mmgrab(mm, &mut task.active_mm_ref);
    move_ref(task.mm_ref.take(), &mut mm_ref);
    drop(task);
    mmput(mm, mm_ref);
}
