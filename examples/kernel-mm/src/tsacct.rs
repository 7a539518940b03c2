//! `kernel/tsacct.c`: accounting of tasks.

use mmref::{MM_REF, balances_refs};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::task::Task;
use crate::mm_types::{MmUsers, PAGE_SIZE};

/// `struct taskstats`: the most memory that a task has had, in kB.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Taskstats {
    pub hiwater_rss: u64,
    pub hiwater_vm: u64,
}

/// Fills in the values for a task with an mm.
#[balances_refs]
pub fn xacct_add_tsk(stats: &mut Taskstats, task: &Task) {
    MM_REF!(mm_ref: MmUsers);
    if let Some(mm) = get_task_mm(task, &mut mm_ref) {
        let (rss, vm) = {
            let mmap = mm.mmap();
            (mmap.hiwater_rss.max(mmap.rss()), mmap.total_vm())
        };
        stats.hiwater_rss = rss * PAGE_SIZE / 1024;
        stats.hiwater_vm = vm * PAGE_SIZE / 1024;
        mmput(mm, mm_ref);
    }
}
