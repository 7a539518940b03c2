//! `fs/proc/internal.h`: the files below `/proc/<pid>` know their process, and do not keep it.

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

/// The process, as long as there is one.
pub fn get_proc_task(inode: &Inode) -> Option<Arc<Task>> {
    inode.pid.upgrade()
}
