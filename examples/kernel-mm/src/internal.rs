//! `fs/proc/internal.h`: the files below `/proc/<pid>` refer to their process, but do not keep it.

use std::sync::{Arc, Weak};

use crate::kernel::task::Task;

/// `struct inode` of such a file.
#[derive(Clone, Debug)]
pub struct Inode {
    pid: Weak<Task>,
}

impl Inode {
    pub fn new(task: &Arc<Task>) -> Self {
        Self { pid: Arc::downgrade(task) }
    }
}

/// The process, while it exists.
pub fn get_proc_task(inode: &Inode) -> Option<Arc<Task>> {
    inode.pid.upgrade()
}
