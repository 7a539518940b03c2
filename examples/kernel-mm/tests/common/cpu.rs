//! A test's thread as a CPU.

use std::sync::{Arc, Mutex};

use kernel_mm::cpu_common::cpu_init;
use kernel_mm::init_task::init_task;
use kernel_mm::kernel::current::switch_to;
use kernel_mm::kernel::lock;
use kernel_mm::kernel::task::Task;
use kernel_mm::sched_core::{Rq, idle_task_exit, schedule};

pub(crate) struct Cpu {
    rq: Mutex<Rq>,
}

impl Cpu {
    /// A CPU that runs its idle task, which borrows `init_mm`.
    pub(crate) fn online() -> Self {
        let idle = init_task(0);
        let rq = Mutex::new(Rq::new(Arc::clone(&idle)));
        switch_to(&idle);
        cpu_init();
        lock(&rq).online = true;
        Self { rq }
    }

    /// Switches to `task`. The previous task stays runnable.
    pub(crate) fn switch(&self, task: &Arc<Task>) {
        lock(&self.rq).queue.push_front(Arc::clone(task));
        schedule(&self.rq);
        lock(&self.rq).queue.clear();
    }

    pub(crate) fn switch_to_idle(&self) {
        lock(&self.rq).queue.clear();
        lock(&self.rq).online = false;
        schedule(&self.rq);
        lock(&self.rq).queue.clear();
        lock(&self.rq).online = true;
    }

    pub(crate) fn offline(self) {
        self.switch_to_idle();
        idle_task_exit();
    }
}
