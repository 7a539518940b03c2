//! Tasks: how they get their mm, how others reach it through them, and how they lose it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use mmref::{MM_REF, acquires_ref, balances_refs, holds_ref};

use crate::cache::MmPtr;
use crate::machine::{Image, Sizes};
use crate::mm::{MmCount, MmUsers, mm_alloc, mmdrop, mmget, mmgrab, mmput};

/// `struct task_struct`: one thread.
#[holds_ref]
pub(crate) struct Task {
    uid: u32,
    /// The task lock, under which the reference is filled and emptied.
    #[counted(mm_ref: MmUsers, shared)]
    mm: Mutex<Option<MmPtr>>,
    /// The mm that the CPU still has loaded for a task without its own: kept lazily, by a C.
    #[counted(active_ref: MmCount, shared)]
    active_mm: Mutex<Option<MmPtr>>,
}

/// What `execve` makes before it gives up the old program: `struct linux_binprm`.
#[holds_ref]
struct Binprm {
    #[counted(MmUsers)]
    mm: MmPtr,
}

/// A thread group. The first task is its leader.
pub(crate) struct Process {
    pub(crate) name: String,
    pub(crate) tasks: Vec<Task>,
}

/// The permissions of whoever reads.
#[derive(Clone, Copy)]
pub(crate) struct Cred {
    uid: u32,
}

impl Cred {
    pub(crate) const ROOT: Self = Self { uid: 0 };
    pub(crate) const NOBODY: Self = Self { uid: 65534 };
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Errno {
    /// No such process: it has no mm, or no longer has one.
    Esrch,
    /// Permission denied.
    Eacces,
}

impl Process {
    /// Starts a process like one of the machine: a leader that runs a program, and threads that share its mm. A kernel
    /// thread runs no program.
    pub(crate) fn start(image: &Image) -> Self {
        let tasks: Vec<_> = image.threads.iter().map(|_| Task::new(image.uid)).collect();
        if let Some(sizes) = image.sizes {
            exec_mmap(&tasks[0], bprm_mm_init(image, sizes));
            tasks[1..].iter().for_each(|thread| copy_mm(&tasks[0], thread));
        }
        Self { name: image.name.clone(), tasks }
    }

    pub(crate) fn leader(&self) -> &Task {
        &self.tasks[0]
    }
}

impl Task {
    pub(crate) const fn new(uid: u32) -> Self {
        Self {
            uid,
            mm: Mutex::new(None),
            mm_ref: MM_REF!(Task::mm_ref),
            active_mm: Mutex::new(None),
            active_ref: MM_REF!(Task::active_ref),
        }
    }

    /// `task_lock`
    fn lock(&self) -> MutexGuard<'_, Option<MmPtr>> {
        self.mm.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[balances_refs]
fn bprm_mm_init(image: &Image, sizes: Sizes) -> Binprm {
    let mut mm_ref = MM_REF!(Binprm::mm_ref);
    let mm = mm_alloc(image, sizes, &mut mm_ref);
    Binprm { mm, mm_ref }
}

/// The U goes from the binary parameters to the task. The count does not change; the owner does.
fn exec_mmap(task: &Task, mut bprm: Binprm) {
    let mut locked = task.lock();
    task.mm_ref.store(bprm.mm_ref.take());
    *locked = Some(bprm.mm);
}

/// `CLONE_VM`: the thread gets the mm of its parent, and a U of its own.
#[balances_refs]
fn copy_mm(parent: &Task, thread: &Task) {
    MM_REF!(mm_ref: MmUsers);
    let Some(mm) = *parent.lock() else { return };
    let mut locked = thread.lock();
    mmget(mm, &mut mm_ref);
    thread.mm_ref.store(mm_ref);
    *locked = Some(mm);
}

/// Takes a U on the mm of a task. `None` for a kernel thread, and for a task that has exited.
#[acquires_ref(MmUsers)]
pub(crate) fn get_task_mm(task: &Task) -> Option<MmPtr> {
    let locked = task.lock();
    let mm = (*locked)?;
    mmget(mm, mm_ref);
    Some(mm)
}

/// The same, if the reader is permitted.
#[acquires_ref(MmUsers)]
pub(crate) fn mm_access(task: &Task, cred: Cred) -> Result<MmPtr, Errno> {
    let mm = get_task_mm(task, mm_ref).ok_or(Errno::Esrch)?;
    if !ptrace_may_access(task, cred) {
        mmput(mm, mm_ref.take());
        return Err(Errno::Eacces);
    }
    Ok(mm)
}

fn ptrace_may_access(task: &Task, cred: Cred) -> bool {
    cred.uid == 0 || cred.uid == task.uid
}

/// The task gives up its U. The CPU keeps the mm loaded until it switches to another task, so it is kept lazily.
pub(crate) fn exit_mm(task: &Task) {
    let mut locked = task.lock();
    let Some(mm) = locked.take() else { return };
    let mm_ref = task.mm_ref.take();
    enter_lazy_tlb(task, mm);
    drop(locked);
    mmput(mm, mm_ref);
}

#[balances_refs]
fn enter_lazy_tlb(task: &Task, mm: MmPtr) {
    MM_REF!(lazy_ref: MmCount);
    mmgrab(mm, &mut lazy_ref);
    task.active_ref.store(lazy_ref);
    *task.active_mm.lock().unwrap_or_else(PoisonError::into_inner) = Some(mm);
}

/// The CPU switches to another task, and gives up what `previous` kept lazily.
pub(crate) fn finish_task_switch(previous: &Task) {
    let active_mm = previous.active_mm.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(mm) = active_mm {
        mmdrop(mm, previous.active_ref.take());
    }
}
