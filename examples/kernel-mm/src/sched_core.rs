//! `kernel/sched/core.c`: CPUs switch from task to task.
//!
//! A task without an mm of its own runs on that of the task before it, and meanwhile holds a C of it. When the CPU
//! leaves the task, the run queue takes that C over, because the CPU uses the page tables until it has switched.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard};

use mmref::{MM_REF, balances_refs, holds_ref, move_ref};

use crate::init_mm::{INIT_MM_REF, init_mm};
use crate::kernel::cache::Mm;
use crate::kernel::current::{current, switch_to};
use crate::kernel::lock;
use crate::kernel::task::{TASK_INTERRUPTIBLE, Task, task_lock};
use crate::mm_types::MmCount;
use crate::sched::{mmdrop, mmgrab};

/// `struct rq`: the state of one CPU. Behind its lock.
#[holds_ref]
#[derive(Debug)]
pub struct Rq {
    /// Tasks go to CPUs that are online.
    pub online: bool,
    /// The tasks to run, the next one first. Those that are running are on no queue.
    pub queue: VecDeque<Arc<Task>>,
    /// The waiting tasks.
    pub sleeping: Vec<Arc<Task>>,
    curr: Arc<Task>,
    idle: Arc<Task>,
    /// From `context_switch` to `finish_task_switch`: what the previous task borrowed.
    #[counted(prev_mm_ref: MmCount)]
    prev_mm: Option<Mm>,
}

impl Rq {
    /// `init_idle`: a CPU that is not online yet.
    pub fn new(idle: Arc<Task>) -> Self {
        let curr = Arc::clone(&idle);
        let (queue, sleeping) = (VecDeque::new(), Vec::new());
        let prev_mm_ref = MM_REF!(Self::prev_mm_ref);
        Self { online: false, queue, sleeping, curr, idle, prev_mm: None, prev_mm_ref }
    }

    pub fn idle(&self) -> &Arc<Task> {
        &self.idle
    }

    /// This CPU's current task returns to the queue, unless it waits or has ended.
    fn put_prev_task(&mut self, prev: &Arc<Task>) {
        if Arc::ptr_eq(prev, &self.idle) || prev.is_exiting() {
        } else if prev.flags.fetch_and(!TASK_INTERRUPTIBLE, Ordering::Relaxed) & TASK_INTERRUPTIBLE != 0 {
            self.sleeping.push(Arc::clone(prev));
        } else {
            self.queue.push_back(Arc::clone(prev));
        }
    }

    fn pick_next_task(&mut self) -> Arc<Task> {
        let next = if self.online { self.queue.pop_front() } else { None };
        next.unwrap_or_else(|| Arc::clone(&self.idle))
    }
}

/// The boot CPU's idle task borrows `init_mm` once more, for good.
#[balances_refs]
pub fn sched_init() {
    MM_REF!(mm_ref: MmCount);
    mmgrab(init_mm(), &mut mm_ref);
    INIT_MM_REF.store(mm_ref);
}

/// This CPU switches to the next task of its queue.
pub fn schedule(rq: &Mutex<Rq>) {
    let mut rq = lock(rq);
    let prev = Arc::clone(&rq.curr);
    rq.put_prev_task(&prev);
    let next = rq.pick_next_task();
    if !Arc::ptr_eq(&prev, &next) {
        rq.curr = Arc::clone(&next);
        context_switch(rq, &prev, &next);
    }
}

#[balances_refs]
fn context_switch(mut rq: MutexGuard<'_, Rq>, prev: &Task, next: &Arc<Task>) {
    let mut prev_mm = task_lock(prev);
    let mut next_mm = task_lock(next);
    let oldmm = prev_mm.active_mm.expect("whoever runs, runs on some mm");
    if next_mm.mm.is_none() {
        next_mm.active_mm = Some(oldmm);
        mmgrab(oldmm, &mut next_mm.active_mm_ref);
    }
    if prev_mm.mm.is_none() {
        prev_mm.active_mm = None;
        rq.prev_mm = Some(oldmm);
        move_ref(prev_mm.active_mm_ref.take(), &mut rq.prev_mm_ref);
    }
    drop((prev_mm, next_mm));
    switch_to(next);
    finish_task_switch(rq);
}

/// Gives up what the previous task borrowed, which may free it: not with the run queue locked.
fn finish_task_switch(mut rq: MutexGuard<'_, Rq>) {
    let (mm, mm_ref) = (rq.prev_mm.take(), rq.prev_mm_ref.take());
    drop(rq);
    if let Some(mm) = mm {
        mmdrop(mm, mm_ref);
    }
}

/// The CPU is offline: its idle task, which is the current one, gives up what it borrowed.
pub fn idle_task_exit() {
    let idle = current();
    let mut task = task_lock(&idle);
    let (mm, mm_ref) = (task.active_mm.take(), task.active_mm_ref.take());
    drop(task);
    if let Some(mm) = mm {
        mmdrop(mm, mm_ref);
    }
}
