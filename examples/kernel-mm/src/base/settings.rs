//! `coredump_filter` and `oom_score_adj`: settings of a process, or of all processes that share an mm.

use std::sync::{Arc, Mutex};

use mmref::{MM_REF, balances_refs};

use crate::fork::{get_task_mm, mmput};
use crate::internal::{Inode, get_proc_task};
use crate::kernel::cache::Mm;
use crate::kernel::current::current;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::lock;
use crate::kernel::task::{Task, task_lock};
use crate::mm_types::{MmCount, MmUsers};
use crate::sched::{mmdrop, mmgrab};

const MMF_DUMP_FILTER_SHIFT: u32 = 2;
const MMF_DUMP_FILTER_MASK: u32 = 0x1ff << MMF_DUMP_FILTER_SHIFT;

/// What goes into a core dump. Empty for a process without an mm.
#[balances_refs]
pub fn proc_coredump_filter_read(inode: &Inode) -> Result<String> {
    MM_REF!(mm_ref: MmUsers);
    let task = get_proc_task(inode).ok_or(Errno::Esrch)?;
    let mut buffer = String::new();
    if let Some(mm) = get_task_mm(&task, &mut mm_ref) {
        let flags = mm.mmap().flags;
        buffer = format!("{:08x}\n", (flags & MMF_DUMP_FILTER_MASK) >> MMF_DUMP_FILTER_SHIFT);
        mmput(mm, mm_ref);
    }
    Ok(buffer)
}

#[balances_refs]
pub fn proc_coredump_filter_write(inode: &Inode, buf: &str) -> Result<()> {
    MM_REF!(mm_ref: MmUsers);
    let val: u32 = buf.trim().parse().or(Err(Errno::Einval))?;
    let task = get_proc_task(inode).ok_or(Errno::Esrch)?;
    let mm = get_task_mm(&task, &mut mm_ref).ok_or(Errno::Esrch)?;
    set_filter(&mut mm.mmap().flags, val);
    mmput(mm, mm_ref);
    Ok(())
}

fn set_filter(flags: &mut u32, val: u32) {
    *flags = *flags & !MMF_DUMP_FILTER_MASK | (val << MMF_DUMP_FILTER_SHIFT) & MMF_DUMP_FILTER_MASK;
}

static OOM_ADJ_MUTEX: Mutex<()> = Mutex::new(());

/// Sets the score of a process, and of all that share its mm. Users other than root can only make it worse.
#[balances_refs]
pub fn __set_oom_adj(inode: &Inode, oom_adj: i16, processes: &[Arc<Task>]) -> Result<()> {
    MM_REF!(mm_ref: MmCount);
    let mut mm = None;
    let task = get_proc_task(inode).ok_or(Errno::Esrch)?;
    let _oom_adj_mutex = lock(&OOM_ADJ_MUTEX);
    if oom_adj < *lock(&task.signal.oom_score_adj) && current().uid != 0 {
        return Err(Errno::Eacces);
    }
    let shared = task_lock(&task);
    if let Some(shared_mm) = shared.mm {
        if shared_mm.mm_users.count() > 1 {
            mmgrab(shared_mm, &mut mm_ref);
            mm = Some(shared_mm);
        }
    }
    drop(shared);
    *lock(&task.signal.oom_score_adj) = oom_adj;
    if let Some(mm) = mm {
        for p in processes {
            let same_thread_group = Arc::ptr_eq(&p.signal, &task.signal);
            if !same_thread_group && process_shares_mm(p, mm) {
                *lock(&p.signal.oom_score_adj) = oom_adj;
            }
        }
        mmdrop(mm, mm_ref);
    }
    Ok(())
}

fn process_shares_mm(p: &Task, mm: Mm) -> bool {
    !p.is_kthread() && task_lock(p).mm == Some(mm)
}
