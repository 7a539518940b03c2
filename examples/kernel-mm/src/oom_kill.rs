//! `mm/oom_kill.c`: when memory runs out, a process is killed, and its mappings are taken from it at once.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use mmref::{MM_REF, balances_refs, requires_ref};

use crate::fork::mmput_async;
use crate::kernel::cache::Mm;
use crate::kernel::lock;
use crate::kernel::task::{Task, TaskMm, task_lock};
use crate::kernel::workqueue::{Work, WorkQueue};
use crate::mm_types::{MmCount, MmUsers};
use crate::sched::{mmdrop, mmget_not_zero, mmgrab};

/// The task was sent `SIGKILL`.
pub const PF_SIGNALED: u32 = 1 << 10;
/// The task may use the last of the memory, so that it dies soon.
pub const TIF_MEMDIE: u32 = 1 << 20;
/// The OOM killer cannot gain anything from the mm any more.
pub const MMF_OOM_SKIP: u32 = 1 << 21;
/// Private pages may be gone, although they are mapped.
pub const MMF_UNSTABLE: u32 = 1 << 22;

const MAX_OOM_REAP_RETRIES: u32 = 10;

/// Held while killing and reaping.
static OOM_LOCK: Mutex<()> = Mutex::new(());
/// The reaper's list. Its worker is the reaper.
pub static OOM_REAPER: WorkQueue = WorkQueue::new();

/// Kills the worst of these processes. Returns false if none has an mm.
pub fn out_of_memory(processes: &[Arc<Task>]) -> bool {
    let _oom_lock = lock(&OOM_LOCK);
    let Some(victim) = select_bad_process(processes) else { return false };
    oom_kill_process(victim, processes);
    true
}

fn select_bad_process(processes: &[Arc<Task>]) -> Option<&Arc<Task>> {
    let badness = processes.iter().filter_map(|p| oom_badness(p).map(|points| (points, p)));
    badness.max_by_key(|(points, _)| *points).map(|(_, p)| p)
}

/// How much memory its death would free. `None` for those that must not die, or have nothing.
fn oom_badness(p: &Task) -> Option<i64> {
    let adj = *lock(&p.signal.oom_score_adj);
    let task = find_lock_task_mm(p).filter(|_| p.pid != 1 && adj != i16::MIN)?;
    let mm = task.mm?;
    let mmap = mm.try_mmap()?;
    (mmap.flags & MMF_OOM_SKIP == 0).then(|| mmap.total_vm() as i64 + i64::from(adj))
}

/// The locked task, if it is not a kernel thread and has an mm.
fn find_lock_task_mm(p: &Task) -> Option<MutexGuard<'_, TaskMm>> {
    Some(task_lock(p)).filter(|task| task.mm.is_some() && !p.is_kthread())
}

/// Kills the victim, and all other processes that have its mm. The caller holds the OOM lock.
#[balances_refs]
fn oom_kill_process(victim: &Arc<Task>, processes: &[Arc<Task>]) {
    MM_REF!(mm_ref: MmCount);
    let Some(task) = find_lock_task_mm(victim) else { return };
    let Some(mm) = task.mm else { return };
    mmgrab(mm, &mut mm_ref);
    do_send_sig_kill(victim);
    mark_oom_victim(victim, mm, &task.mm_ref);
    drop(task);
    let mut can_oom_reap = true;
    for p in processes.iter().filter(|p| process_shares_mm(p, mm) && !same_thread_group(p, victim)) {
        if p.pid == 1 {
            can_oom_reap = false;
            mm.mmap().flags |= MMF_OOM_SKIP;
        } else {
            do_send_sig_kill(p);
        }
    }
    if can_oom_reap {
        wake_oom_reaper(victim);
    }
    mmdrop(mm, mm_ref);
}

/// The victim's signal structure holds a C from the first time on, so that the reaper finds the mm. The caller has the
/// task locked.
#[requires_ref(MmUsers)]
pub fn mark_oom_victim(tsk: &Task, mm: Mm) {
    if tsk.flags.fetch_or(TIF_MEMDIE, Ordering::Relaxed) & TIF_MEMDIE != 0 {
        return;
    }
    let mut oom = lock(&tsk.signal.oom);
    if oom.oom_mm.is_none() {
        oom.oom_mm = Some(mm);
        mmgrab(mm, &mut oom.oom_mm_ref);
    }
}

pub fn wake_oom_reaper(tsk: &Arc<Task>) {
    OOM_REAPER.queue(Box::new(OomReap { tsk: Arc::clone(tsk) }));
}

/// An entry of the reaper's list.
struct OomReap {
    tsk: Arc<Task>,
}

/// `oom_reap_task`: tries until nobody else uses the mm, a limited number of times.
impl Work for OomReap {
    fn run(self: Box<Self>) {
        for _ in 0..MAX_OOM_REAP_RETRIES {
            if oom_reap_once(&self.tsk) {
                return;
            }
            thread::yield_now();
        }
    }
}

/// Returns whether nothing is left to do.
fn oom_reap_once(tsk: &Task) -> bool {
    let _oom_lock = lock(&OOM_LOCK);
    let oom = lock(&tsk.signal.oom);
    oom.oom_mm.is_none_or(|mm| __oom_reap_task_mm(mm, &oom.oom_mm_ref))
}

/// Drops the private pages, unless they are already gone. Tearing down may wait for others, so it is left to them.
#[requires_ref(MmCount)]
fn __oom_reap_task_mm(mm: Mm) -> bool {
    MM_REF!(users_ref: MmUsers);
    let Some(mut mmap) = mm.try_mmap() else { return false };
    if !mmget_not_zero(mm, &mut users_ref) {
        return true;
    }
    mmap.flags |= MMF_UNSTABLE | MMF_OOM_SKIP;
    mmap.vmas.values_mut().filter(|vma| !vma.shared).for_each(|vma| vma.pages.fill(0));
    drop(mmap);
    mmput_async(mm, users_ref);
    true
}

fn process_shares_mm(p: &Task, mm: Mm) -> bool {
    !p.is_kthread() && task_lock(p).mm == Some(mm)
}

fn same_thread_group(p: &Task, other: &Task) -> bool {
    Arc::ptr_eq(&p.signal, &other.signal)
}

fn do_send_sig_kill(p: &Task) {
    p.flags.fetch_or(PF_SIGNALED, Ordering::Relaxed);
}
