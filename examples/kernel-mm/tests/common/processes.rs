//! Processes that look at others, and what is left of them.

use std::sync::Arc;

use kernel_mm::internal::Inode;
use kernel_mm::kernel::cache::Mm;
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::{Errno, Result};
use kernel_mm::kernel::fault::fail_nth;
use kernel_mm::kernel::task::{SignalStruct, Task, task_lock};

const ROOT: u32 = 0;
const STRANGER: u32 = 65534;

fn without_mm(uid: u32) -> Arc<Task> {
    Arc::new(Task::new(99, "without", uid, 0, Arc::new(SignalStruct::new(0))))
}

pub(crate) fn as_root<T>(work: impl FnOnce() -> T) -> T {
    as_task(&without_mm(ROOT), work)
}

pub(crate) fn as_stranger<T>(work: impl FnOnce() -> T) -> T {
    as_task(&without_mm(STRANGER), work)
}

/// The inode of a process that is gone.
pub(crate) fn stale_inode() -> Inode {
    Inode::new(&without_mm(ROOT))
}

/// Makes the nth of all operations that may fail do so.
pub(crate) fn failing<T>(n: u32, work: impl FnOnce() -> T) -> T {
    fail_nth(n);
    let done = work();
    fail_nth(0);
    done
}

/// Makes each of all operations that may fail do so once, until none does. Returns the final result, and the failures.
pub(crate) fn failing_once_each<T>(mut work: impl FnMut() -> Result<T>) -> (T, Vec<Errno>) {
    let mut failures = Vec::new();
    loop {
        match failing(failures.len() as u32 + 1, &mut work) {
            Ok(done) => return (done, failures),
            Err(failure) => failures.push(failure),
        }
    }
}

pub(crate) fn mm_of(task: &Task) -> Mm {
    task_lock(task).mm.expect("it has an mm")
}
