//! `include/linux/init_task.h`: the tasks that CPUs run when they are idle.

use std::sync::Arc;

use crate::kernel::task::{PF_KTHREAD, SignalStruct, Task};

/// `INIT_TASK`, and `fork_idle` for the other CPUs. It has no mm; [`cpu_init`](crate::cpu_common::cpu_init) lets it borrow
/// `init_mm`.
pub fn init_task(cpu: usize) -> Arc<Task> {
    Arc::new(Task::new(0, &format!("swapper/{cpu}"), 0, PF_KTHREAD, Arc::new(SignalStruct::new(0))))
}
