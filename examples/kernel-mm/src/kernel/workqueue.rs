//! `kernel/workqueue.c`: work that another thread does later.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::lock;

/// `struct work_struct`: what to do, with everything that it needs.
pub trait Work: Send {
    fn run(self: Box<Self>);
}

/// Work that can be taken back until a worker begins it.
pub struct Cancellable<W>(Mutex<Option<W>>);

impl<W> Cancellable<W> {
    pub fn new(work: W) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Some(work))))
    }

    /// `cancel_work_sync`: takes the work back, or waits until it is done.
    pub fn cancel_sync(&self) -> Option<W> {
        lock(&self.0).take()
    }
}

impl<W: Work> Work for Arc<Cancellable<W>> {
    fn run(self: Box<Self>) {
        let mut pending = lock(&self.0);
        if let Some(work) = pending.take() {
            Box::new(work).run();
        }
    }
}

/// `struct workqueue_struct`: a list of work, and the workers that were started for it.
#[derive(Default)]
pub struct WorkQueue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Box<dyn Work>>,
    running: usize,
    closed: bool,
}

/// `system_wq`
pub static SYSTEM: WorkQueue = WorkQueue::new();

impl WorkQueue {
    pub const fn new() -> Self {
        let state = State { waiting: VecDeque::new(), running: 0, closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// `queue_work`
    pub fn queue(&self, work: Box<dyn Work>) {
        lock(&self.state).waiting.push_back(work);
        self.changed.notify_all();
    }

    /// Starts a worker, which ends when the queue is [closed](Self::close) and empty.
    pub fn worker<'scope>(&'scope self, scope: &'scope thread::Scope<'scope, '_>, name: &str) {
        lock(&self.state).closed = false;
        let worker = thread::Builder::new().name(name.to_owned());
        worker.spawn_scoped(scope, || while self.run_next() {}).expect("threads can be started");
    }

    /// Waits for work, and does it. Returns false when the queue is closed and empty.
    fn run_next(&self) -> bool {
        let idle = |state: &mut State| state.waiting.is_empty() && !state.closed;
        let state = self.changed.wait_while(lock(&self.state), idle).unwrap_or_else(PoisonError::into_inner);
        self.run_waiting(state)
    }

    /// Does the first waiting work. Returns false if there is none.
    fn run_waiting(&self, mut state: MutexGuard<'_, State>) -> bool {
        let Some(work) = state.waiting.pop_front() else { return false };
        state.running += 1;
        drop(state);
        let _done = Running(self);
        work.run();
        true
    }

    /// `flush_workqueue`: does the waiting work, and waits for work in progress. So it needs no worker.
    pub fn flush(&self) {
        let busy = |state: &mut State| state.running > 0 && state.waiting.is_empty();
        let next = || self.changed.wait_while(lock(&self.state), busy).unwrap_or_else(PoisonError::into_inner);
        while self.run_waiting(next()) {}
    }

    /// `destroy_workqueue`: the workers end when no work is left.
    pub fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_all();
    }
}

/// Work in progress, even if its worker panics.
struct Running<'a>(&'a WorkQueue);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        lock(&self.0.state).running -= 1;
        self.0.changed.notify_all();
    }
}
