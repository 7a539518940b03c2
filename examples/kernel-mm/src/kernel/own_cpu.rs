//! A CPU for one task: more threads of the host than the machine has CPUs.

use std::sync::{Arc, Mutex};

use super::current::switch_to;
use super::lock;
use super::task::Task;
use crate::cpu_common::cpu_init;
use crate::exit::do_exit;
use crate::init_task::init_task;
use crate::sched_core::{Rq, idle_task_exit, schedule};

/// The calling thread is a CPU: it switches from its idle task to this one, until `work` is done and the task ends.
pub fn run_task<T>(task: Arc<Task>, work: impl FnOnce() -> T) -> T {
    let idle = init_task(task.pid as usize);
    let rq = Mutex::new(Rq::new(Arc::clone(&idle)));
    switch_to(&idle);
    cpu_init();
    let mut locked = lock(&rq);
    locked.online = true;
    locked.queue.push_back(task);
    drop(locked);
    schedule(&rq);
    let done = work();
    do_exit();
    schedule(&rq);
    idle_task_exit();
    done
}
