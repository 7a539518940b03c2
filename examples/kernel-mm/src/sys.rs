//! `kernel/sys.c`: resource usage of a task.

use mmref::{MM_REF, balances_refs, requires_ref};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::task::Task;
use crate::mm_types::{MmUsers, PAGE_SIZE};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rusage {
    Own,
    Children,
    Both,
}

/// The most memory that a task has had, in kB. Children that have ended had `cmaxrss`, in pages.
#[balances_refs]
pub fn k_getrusage(task: &Task, who: Rusage, cmaxrss: u64) -> u64 {
    MM_REF!(mm_ref: MmUsers);
    let mut maxrss = if who == Rusage::Own { 0 } else { cmaxrss };
    if who != Rusage::Children {
        if let Some(mm) = get_task_mm(task, &mut mm_ref) {
            setmax_mm_hiwater_rss(&mut maxrss, mm, &mm_ref);
            mmput(mm, mm_ref);
        }
    }
    maxrss * (PAGE_SIZE / 1024)
}

#[requires_ref(MmUsers)]
fn setmax_mm_hiwater_rss(maxrss: &mut u64, mm: Mm) {
    let mmap = mm.mmap();
    *maxrss = (*maxrss).max(mmap.hiwater_rss).max(mmap.rss());
}
