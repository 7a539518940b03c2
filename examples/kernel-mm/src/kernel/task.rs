//! `struct task_struct` of `include/linux/sched.h`: the parts that concern mms.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use mmref::{MM_REF, holds_ref};

use super::cache::Mm;
use super::lock;
use crate::fork::free_signal_struct;
use crate::mm_types::{MmCount, MmUsers};

/// `task->state`, but in one word with the flags: it waits for the next tick.
pub const TASK_INTERRUPTIBLE: u32 = 1 << 0;
pub const PF_EXITING: u32 = 1 << 2;
/// It was sent `SIGKILL`.
pub const PF_SIGNALED: u32 = 1 << 10;
pub const PF_KTHREAD: u32 = 1 << 21;

#[derive(Debug)]
pub struct Task {
    pub pid: u32,
    pub flags: AtomicU32,
    pub signal: Arc<SignalStruct>,
    pub uid: u32,
    comm: Mutex<String>,
    /// `alloc_lock`, and what it protects. Taken with [`task_lock`].
    alloc_lock: Mutex<TaskMm>,
}

/// The part of a task that [`task_lock`] protects.
///
/// A user task runs on its own mm: `active_mm` is `mm`, and needs no reference. A kernel thread has none, and runs
/// lazily on the mm of the task before it, which it holds by a C.
#[holds_ref]
#[derive(Debug)]
pub struct TaskMm {
    #[counted(mm_ref: MmUsers)]
    pub mm: Option<Mm>,
    #[counted(active_mm_ref: MmCount)]
    pub active_mm: Option<Mm>,
}

/// `struct signal_struct`: shared by all threads of a process.
#[derive(Debug)]
pub struct SignalStruct {
    pub oom_score_adj: Mutex<i16>,
    /// The OOM victim's mm.
    pub oom: Mutex<OomMm>,
}

#[holds_ref]
#[derive(Debug)]
pub struct OomMm {
    #[counted(oom_mm_ref: MmCount)]
    pub oom_mm: Option<Mm>,
}

impl Task {
    /// A task without an mm.
    pub fn new(pid: u32, comm: &str, uid: u32, flags: u32, signal: Arc<SignalStruct>) -> Self {
        let comm = Mutex::new(comm.to_owned());
        Self { pid, flags: AtomicU32::new(flags), signal, uid, comm, alloc_lock: Mutex::new(TaskMm::new()) }
    }

    pub fn is_kthread(&self) -> bool {
        self.flags.load(Ordering::Relaxed) & PF_KTHREAD != 0
    }

    /// Whether a CPU may still run it.
    pub fn is_exiting(&self) -> bool {
        self.flags.load(Ordering::Relaxed) & PF_EXITING != 0
    }

    pub fn comm(&self) -> String {
        lock(&self.comm).clone()
    }

    pub fn set_comm(&self, comm: &str) {
        comm.clone_into(&mut lock(&self.comm));
    }
}

impl SignalStruct {
    pub fn new(oom_score_adj: i16) -> Self {
        let oom = Mutex::new(OomMm { oom_mm: None, oom_mm_ref: MM_REF!(OomMm::oom_mm_ref) });
        Self { oom_score_adj: Mutex::new(oom_score_adj), oom }
    }
}

/// `put_signal_struct`, called by the last of the tasks that share it.
impl Drop for SignalStruct {
    fn drop(&mut self) {
        free_signal_struct(self);
    }
}

impl TaskMm {
    fn new() -> Self {
        Self { mm: None, mm_ref: MM_REF!(Self::mm_ref), active_mm: None, active_mm_ref: MM_REF!(Self::active_mm_ref) }
    }
}

/// `task_lock`
pub fn task_lock(task: &Task) -> MutexGuard<'_, TaskMm> {
    lock(&task.alloc_lock)
}
