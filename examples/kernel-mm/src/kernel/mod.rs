//! What the model needs but the patch did not touch: memory, error numbers, work queues, the current task.

pub mod cache;
pub mod current;
pub mod errno;
pub mod fault;
pub mod kthread;
pub mod own_cpu;
pub mod task;
pub mod workqueue;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// `spin_lock`, `mutex_lock`. Ignores poisoning: a task that panicked may have held the lock.
pub fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
