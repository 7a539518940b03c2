//! `mm/mempolicy.c`: memory moves from some nodes to others.

use mmref::{MM_REF, balances_refs, requires_ref};

use crate::fork::{get_task_mm, mmput, ptrace_may_access};
use crate::kernel::cache::Mm;
use crate::kernel::current::current;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::task::Task;
use crate::mm_types::MmUsers;

/// `node_states[N_MEMORY]`: the nodes that have memory.
pub const N_MEMORY: u32 = 0b1111;

/// The system call, for the pid's task. Returns how many nodes could not be emptied.
#[balances_refs]
pub fn migrate_pages(task: Option<&Task>, old: u32, new: u32) -> Result<u32> {
    MM_REF!(mm_ref: MmUsers);
    may_fail(Errno::Enomem)?;
    let task = task.ok_or(Errno::Esrch)?;
    if !ptrace_may_access(task) {
        return Err(Errno::Eperm);
    }
    if new & !cpuset_mems_allowed(task) != 0 && current().uid != 0 {
        return Err(Errno::Eperm);
    }
    if new & !N_MEMORY != 0 {
        return Err(Errno::Einval);
    }
    let mm = get_task_mm(task, &mut mm_ref).ok_or(Errno::Einval)?;
    let err = do_migrate_pages(mm, old, new, &mm_ref);
    mmput(mm, mm_ref);
    err
}

/// Half of the nodes belong to root.
pub(crate) fn cpuset_mems_allowed(task: &Task) -> u32 {
    if task.uid == 0 { N_MEMORY } else { N_MEMORY / 2 }
}

#[requires_ref(MmUsers)]
pub fn do_migrate_pages(mm: Mm, from: u32, to: u32) -> Result<u32> {
    may_fail(Errno::Enomem)?;
    let mut mmap = mm.mmap();
    let (moving, room) = (mmap.nodes & from, to & !from);
    if moving == 0 || room == 0 {
        return Ok(moving.count_ones());
    }
    mmap.nodes = mmap.nodes & !from | room;
    Ok(0)
}
