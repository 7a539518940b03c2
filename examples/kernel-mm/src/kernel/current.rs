//! `current`: the task that this thread, as a CPU, is running.

use std::cell::RefCell;
use std::sync::Arc;

use super::cache::Mm;
use super::errno::{Errno, Result};
use super::task::{Task, task_lock};

thread_local! {
    static CURRENT: RefCell<Option<Arc<Task>>> = const { RefCell::new(None) };
}

/// # Panics
/// On a thread that is not a CPU: it runs no task.
pub fn current() -> Arc<Task> {
    CURRENT.with_borrow(|current| current.clone().expect("this thread runs a task"))
}

/// `current->mm`: only the task itself can give it up.
pub fn current_mm() -> Result<Mm> {
    task_lock(&current()).mm.ok_or(Errno::Einval)
}

/// `switch_to`: this thread runs `task` from here on.
pub fn switch_to(task: &Arc<Task>) {
    CURRENT.set(Some(Arc::clone(task)));
}

/// Runs `task` while `work` runs, which is a system call of that task.
pub fn as_task<T>(task: &Arc<Task>, work: impl FnOnce() -> T) -> T {
    let before = CURRENT.replace(Some(Arc::clone(task)));
    let _restore = Restore(Some(before));
    work()
}

struct Restore(Option<Option<Arc<Task>>>);

impl Drop for Restore {
    fn drop(&mut self) {
        CURRENT.set(self.0.take().flatten());
    }
}
