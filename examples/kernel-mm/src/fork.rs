//! `kernel/fork.c`: mms are made and freed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use mmref::{MM_REF, acquires_ref, balances_refs, releases_ref, requires_ref};

use crate::kernel::cache::Mm;
use crate::kernel::current::current;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::lock;
use crate::kernel::task::{PF_KTHREAD, SignalStruct, Task, task_lock};
use crate::kernel::workqueue::{self, Work};
use crate::mm_types::{MmCount, MmUsers, Mmap};
use crate::mmu_notifier::mmu_notifier_release;
use crate::sched::{mmdrop, mmdrop_async, mmget};
use crate::swapfile::copy_swap_ptes;

/// The child runs in its parent's address space.
pub const CLONE_VM: u32 = 0x100;
/// The child is a thread of its parent's process.
pub const CLONE_THREAD: u32 = 0x1_0000;
/// The child belongs to a different user.
pub const CLONE_NEWUSER: u32 = 0x1000_0000;

/// The last pid that was assigned.
static LAST_PID: AtomicU32 = AtomicU32::new(0);

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

/// Gives up a U. The last one tears down the address space, and gives up the users' C.
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
    #[balances_refs]
    fn run(self: Box<Self>) {
        __mmput(self.mm, self.mm.async_put_ref.take());
    }
}

/// `mm/mmap.c`: unmaps everything.
fn exit_mmap(mm: Mm) {
    mmu_notifier_release(mm);
    *mm.mmap() = Mmap::new();
}

/// `free_mm`, called by whoever gave up the last C.
pub(crate) fn free_mm(mm: Mm) {
    mm.free();
}

/// Takes a U of the task's mm. A kernel thread has none, even if it has borrowed one.
#[acquires_ref(MmUsers)]
pub fn get_task_mm(task: &Task) -> Option<Mm> {
    let mm = task_lock(task);
    let mm = mm.mm.filter(|_| !task.is_kthread())?;
    mmget(mm, mm_ref);
    Some(mm)
}

/// Takes a U of the task's mm for somebody who may look at it: root, or the task's own user.
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

/// Makes a child of the current task, with everything that it does not share with its parent.
#[balances_refs]
pub fn copy_process(clone_flags: u32) -> Result<Arc<Task>> {
    let p = dup_task_struct(clone_flags, copy_signal(clone_flags)?);
    copy_mm(clone_flags, &p)?;
    if let Err(error) = copy_namespaces().and_then(|()| copy_io()) {
        // bad_fork_cleanup_mm
        let mut task = task_lock(&p);
        if let Some(mm) = task.mm.take() {
            mmput(mm, task.mm_ref.take());
        }
        return Err(error);
    }
    Ok(Arc::new(p))
}

/// `kernel/pid.c`
pub(crate) fn alloc_pid() -> u32 {
    LAST_PID.fetch_add(1, Ordering::Relaxed) + 1
}

fn dup_task_struct(clone_flags: u32, signal: Arc<SignalStruct>) -> Task {
    let current = current();
    let pid = alloc_pid();
    let uid = if clone_flags & CLONE_NEWUSER != 0 { 1000 + pid % 4 } else { current.uid };
    Task::new(pid, &current.comm(), uid, current.flags.load(Ordering::Relaxed) & PF_KTHREAD, signal)
}

/// Threads share their leader's. Any other task starts with a new one, and is not an OOM victim yet.
fn copy_signal(clone_flags: u32) -> Result<Arc<SignalStruct>> {
    let current = current();
    if clone_flags & CLONE_THREAD != 0 {
        return Ok(Arc::clone(&current.signal));
    }
    may_fail(Errno::Enomem)?;
    Ok(Arc::new(SignalStruct::new(*lock(&current.signal.oom_score_adj))))
}

/// Gives up the C of an OOM victim. Its callers must not wait.
#[balances_refs]
pub fn free_signal_struct(sig: &SignalStruct) {
    let mut oom = lock(&sig.oom);
    if let Some(mm) = oom.oom_mm.take() {
        mmdrop_async(mm, oom.oom_mm_ref.take());
    }
}

/// A U for the child: of its parent's mm, or of a copy. The child of a kernel thread has none.
#[balances_refs]
fn copy_mm(clone_flags: u32, tsk: &Task) -> Result<()> {
    let mut task = task_lock(tsk);
    let Some(oldmm) = task_lock(&current()).mm.filter(|_| !tsk.is_kthread()) else { return Ok(()) };
    let mm = if clone_flags & CLONE_VM != 0 {
        mmget(oldmm, &mut task.mm_ref);
        oldmm
    } else {
        dup_mm(tsk, oldmm, &mut task.mm_ref)?
    };
    task.mm = Some(mm);
    task.active_mm = Some(mm);
    Ok(())
}

/// Makes an mm with the same contents.
#[acquires_ref(MmUsers)]
fn dup_mm(tsk: &Task, oldmm: Mm) -> Result<Mm> {
    may_fail(Errno::Enomem)?;
    let mm = mm_init(Mm::allocate(), tsk, mm_ref);
    if let Err(error) = dup_mmap(mm, oldmm, mm_ref) {
        mmput(mm, mm_ref.take());
        return Err(error);
    }
    Ok(mm)
}

/// Copies the mappings. That may fail half-way, and what was copied stays until it is unmapped.
#[requires_ref(MmUsers)]
fn dup_mmap(mm: Mm, oldmm: Mm) -> Result<()> {
    let copy = oldmm.mmap().clone();
    *mm.mmap() = copy;
    copy_swap_ptes(mm, oldmm, mm_ref);
    may_fail(Errno::Enomem)
}

fn copy_namespaces() -> Result<()> {
    may_fail(Errno::Eperm)
}

fn copy_io() -> Result<()> {
    may_fail(Errno::Enomem)
}
