//! What the CPUs do: system calls, chosen at random by their weights, on a machine full of tasks.

pub mod devices;
pub mod dice;
pub mod files;
pub mod futexes;

use std::sync::{Arc, Mutex};

use self::dice::Dice;
use crate::kernel::lock;
use crate::kernel::task::Task;

/// One thing that the [current](crate::kernel::current::current) task, or the kernel on its own, may do next.
pub struct Op {
    pub name: &'static str,
    /// How often, compared with the others.
    pub weight: u32,
    pub run: fn(&Machine, &mut Dice),
}

/// What all CPUs share.
#[derive(Default)]
pub struct Machine {
    tasks: Mutex<Vec<Arc<Task>>>,
    pub devices: devices::State,
    pub files: files::State,
}

impl Machine {
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

    /// Some task, which other CPUs may be running at the moment, or ending.
    pub fn any_task(&self, dice: &mut Dice) -> Option<Arc<Task>> {
        let tasks = lock(&self.tasks);
        (!tasks.is_empty()).then(|| Arc::clone(&tasks[dice.below(tasks.len())]))
    }
}
