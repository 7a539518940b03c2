//! The work of the CPUs: random system calls, chosen by weight, on a machine full of tasks.
//!
//! | file | what it is |
//! | --- | --- |
//! | `parts.rs` | the parts of the workload: the only list of what tasks do, of work queues, and of what is shut down |
//! | `processes.rs` | processes begin, run another program and end; kernel threads adopt mms |
//! | `cpu.rs` | a CPU: it switches from task to task, lets each do something, and is offline now and then |
//! | `run.rs` | the life of the machine, from boot to power-off, with stops for checks |
//! | `check.rs` | what must be true whenever everybody stands still |
//! | `summary.rs` | what is reported in the end |
//! | `options.rs` | the command line |

pub mod check;
pub mod cpu;
pub mod devices;
pub mod dice;
pub mod files;
pub mod futexes;
pub mod options;
pub mod parts;
pub mod processes;
pub mod run;
pub mod summary;

use std::sync::{Arc, Mutex};

use self::dice::Dice;
use crate::init_task::init_task;
use crate::kernel::lock;
use crate::kernel::task::Task;
use crate::sched_core::Rq;

/// One operation that the [current](crate::kernel::current::current) task, or the kernel, may do next.
pub struct Op {
    pub name: &'static str,
    /// The relative frequency.
    pub weight: u32,
    pub run: fn(&Machine, &mut Dice),
}

/// What all CPUs share.
#[derive(Default)]
pub struct Machine {
    tasks: Mutex<Vec<Arc<Task>>>,
    pub devices: devices::State,
    pub files: files::State,
    /// One for each CPU. The first is for the boot CPU, which is always online.
    rqs: Vec<Mutex<Rq>>,
    pub processes: processes::State,
}

impl Machine {
    /// A machine whose CPUs are all offline.
    pub fn new(cpus: usize) -> Self {
        let rqs = (0..cpus).map(|cpu| Mutex::new(Rq::new(init_task(cpu)))).collect();
        Self { rqs, ..Self::default() }
    }

    /// The task joins the process table.
    pub fn add(&self, task: Arc<Task>) {
        lock(&self.tasks).push(task);
    }

    /// The task leaves the process table.
    pub fn remove(&self, task: &Arc<Task>) {
        lock(&self.tasks).retain(|other| !Arc::ptr_eq(other, task));
    }

    pub fn tasks(&self) -> Vec<Arc<Task>> {
        lock(&self.tasks).clone()
    }

    /// Any task. Other CPUs may be running or ending it.
    pub fn any_task(&self, dice: &mut Dice) -> Option<Arc<Task>> {
        let tasks = lock(&self.tasks);
        (!tasks.is_empty()).then(|| Arc::clone(&tasks[dice.below(tasks.len())]))
    }

    /// `wake_up_new_task`: some CPU will run it.
    pub fn wake_up_new_task(&self, task: Arc<Task>, dice: &mut Dice) {
        self.add(Arc::clone(&task));
        let chosen = dice.below(self.rqs.len());
        self.enqueue(chosen, task);
    }

    /// Puts the task on this CPU's queue, or on the boot CPU's if this one is offline.
    fn enqueue(&self, cpu: usize, task: Arc<Task>) {
        let mut rq = lock(&self.rqs[cpu]);
        if rq.online {
            return rq.queue.push_back(task);
        }
        drop(rq);
        lock(&self.rqs[0]).queue.push_back(task);
    }
}
