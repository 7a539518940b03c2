//! `kernel/kthread.c`: kernel threads outside every process table, each on a CPU of its own.

use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use super::errno::{Errno, Result};
use super::own_cpu::run_task;
use super::task::{PF_KTHREAD, SignalStruct, Task};
use crate::fork::alloc_pid;

#[derive(Debug)]
pub struct Kthread(JoinHandle<()>);

impl Kthread {
    /// `kthread_run`
    pub fn run(name: &str, work: impl FnOnce() + Send + 'static) -> Result<Self> {
        let task = Arc::new(Task::new(alloc_pid(), name, 0, PF_KTHREAD, Arc::new(SignalStruct::new(0))));
        let thread = Builder::new().name(name.to_owned()).spawn(move || run_task(task, work));
        thread.map(Self).or(Err(Errno::Eagain))
    }

    /// Waits until it has ended and its CPU has left it.
    ///
    /// # Panics
    /// If it panicked.
    pub fn join(self) {
        self.0.join().expect("a kernel thread ends by itself");
    }
}
