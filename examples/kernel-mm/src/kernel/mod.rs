//! What the model stands on, and the patch did not touch: memory, error numbers, work queues, the present task.

pub mod cache;
pub mod current;
pub mod errno;
pub mod fault;
pub mod kthread;
pub mod own_cpu;
pub mod task;
pub mod workqueue;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// `spin_lock`, `mutex_lock`. A task that panicked with the lock held left things as they are.
pub fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
