//! `kernel/fork.c`: mms come and go.

use mmref::{MM_REF, acquires_ref, releases_ref};

use crate::kernel::cache::Mm;
use crate::kernel::current::current;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::task::{Task, task_lock};
use crate::kernel::workqueue::{self, Work};
use crate::mm_types::{MmCount, MmUsers, Mmap};
use crate::mmu_notifier::mmu_notifier_release;
use crate::sched::{mmdrop, mmget};

/// Makes an mm. The caller is its first user.
#[acquires_ref(MmUsers)]
pub fn mm_alloc(owner: &Task) -> Mm {
    mm_init(Mm::allocate(), owner, mm_ref)
}

/// Starts both counts: the caller's U, and the C that all users hold.
#[acquires_ref(MmUsers)]
fn mm_init(mm: Mm, owner: &Task) -> Mm {
    MM_REF!(mm_users_ref: MmCount);
    *mm.mmap() = Mmap::new();
    mm.mm_count.restart(&mut mm_users_ref);
    mm.mm_users_ref.store(mm_users_ref);
    mm.mm_users.restart(mm_ref);
    mm.mm_users.label(format_args!("{} {}", owner.pid, owner.comm()));
    mm.mm_count.label(format_args!("{} {}", owner.pid, owner.comm()));
    mm
}

/// Gives up a U. The last one tears down the address space, and gives up the C of the users.
#[releases_ref(MmUsers)]
pub fn mmput(mm: Mm) {
    if mmref::put(&*mm, mm_ref) {
        __mmput(mm, mm.mm_users_ref.take());
    }
}

/// Gives up a U where tearing down must wait: the last one leaves that to a work queue.
#[releases_ref(MmUsers)]
pub fn mmput_async(mm: Mm) {
    if mmref::put(&*mm, mm_ref) {
        mm.async_put_ref.store(mm.mm_users_ref.take());
        workqueue::SYSTEM.queue(Box::new(MmputAsync { mm }));
    }
}

#[releases_ref(MmCount)]
fn __mmput(mm: Mm) {
    exit_mmap(mm);
    crate::swapfile::mmlist_del(mm);
    mmdrop(mm, mm_ref);
}

/// `mm->async_put_work` with `mmput_async_fn`.
struct MmputAsync {
    mm: Mm,
}

impl Work for MmputAsync {
    fn run(self: Box<Self>) {
        __mmput(self.mm, self.mm.async_put_ref.take());
    }
}

/// `mm/mmap.c`: unmaps everything.
fn exit_mmap(mm: Mm) {
    mmu_notifier_release(mm);
    *mm.mmap() = Mmap::new();
}

/// `free_mm`, by whoever gave up the last C.
pub(crate) fn free_mm(mm: Mm) {
    mm.free();
}

/// Takes a U of the task's mm. A kernel thread has none, whatever it has borrowed.
#[acquires_ref(MmUsers)]
pub fn get_task_mm(task: &Task) -> Option<Mm> {
    let mm = task_lock(task);
    let mm = mm.mm.filter(|_| !task.is_kthread())?;
    mmget(mm, mm_ref);
    Some(mm)
}

/// Takes a U of the task's mm, for somebody who may look at it: root, and the task's own user.
#[acquires_ref(MmUsers)]
pub fn mm_access(task: &Task) -> Result<Mm> {
    let mm = get_task_mm(task, mm_ref).ok_or(Errno::Esrch)?;
    if !ptrace_may_access(task) {
        mmput(mm, mm_ref.take());
        return Err(Errno::Eacces);
    }
    Ok(mm)
}

pub fn ptrace_may_access(task: &Task) -> bool {
    let uid = current().uid;
    uid == 0 || uid == task.uid
}
