//! A CPU: it switches from task to task, and lets each do something. `kernel/cpu.c`: now and then it is offline.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

use super::dice::Dice;
use super::parts::{self, Part};
use super::{Machine, Op, processes};
use crate::cpu_common::cpu_init;
use crate::fork::copy_process;
use crate::kernel::current::{current, switch_to};
use crate::kernel::lock;
use crate::kernel::task::Task;
use crate::sched_core::{Rq, idle_task_exit, sched_init, schedule};

thread_local! {
    static DOING: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// What this thread is doing, if it is a CPU.
pub fn doing() -> Option<&'static str> {
    DOING.get()
}

/// How often each operation was done.
pub type Tally = BTreeMap<&'static str, u64>;

/// Kernel threads that exist from the start, besides `init`.
const KERNEL_THREADS: usize = 6;

pub struct Cpu<'m> {
    machine: &'m Machine,
    number: usize,
    dice: Dice,
    /// Turns until it comes back.
    offline_for: usize,
    pub tally: Tally,
}

impl<'m> Cpu<'m> {
    /// The calling thread becomes a CPU, and is online.
    pub fn start(machine: &'m Machine, number: usize, seed: u64) -> Self {
        let dice = Dice::new(Dice::new(seed.wrapping_add(number as u64)).roll());
        let mut cpu = Self { machine, number, dice, offline_for: 0, tally: Tally::new() };
        switch_to(lock(cpu.rq()).idle());
        cpu.cpu_up();
        if number == 0 {
            sched_init();
            cpu.rest_init();
        }
        cpu
    }

    /// The first tasks: `init`, `kthreadd`, and some kernel threads.
    fn rest_init(&mut self) {
        for _ in 0..=KERNEL_THREADS {
            let task = copy_process(0).expect("nothing fails at boot");
            task.set_comm(["init", "kthreadd", "kworker"][(task.pid as usize - 1).min(2)]);
            self.machine.wake_up_new_task(task, &mut self.dice);
        }
    }

    fn rq(&self) -> &'m Mutex<Rq> {
        &self.machine.rqs[self.number]
    }

    /// Switches to the next task, and lets it do one thing.
    pub fn turn(&mut self) {
        if self.offline_for > 0 {
            return self.stay_offline();
        }
        if self.number > 0 && self.dice.below(500) == 0 {
            return self.cpu_down();
        }
        self.tick();
        schedule(self.rq());
        self.run_current();
        self.work();
    }

    /// A single CPU has no workers, so that its runs are repeatable: it does their work itself, now and then.
    fn work(&mut self) {
        if self.machine.rqs.len() == 1 && self.dice.chance(25) {
            parts::flush_work_queues();
        }
    }

    fn run_current(&mut self) {
        let current = current();
        if self.is_idle(&current) {
            self.idle();
        } else if processes::must_die() {
            self.count("do_exit, killed");
            processes::end(self.machine);
        } else if current.is_kthread() {
            self.run(|part| part.kthread_ops);
        } else {
            self.run(|part| part.ops);
        }
    }

    fn run(&mut self, table: fn(&'static Part) -> &'static [Op]) {
        let op = parts::any_op(table, &mut self.dice);
        self.count(op.name);
        (op.run)(self.machine, &mut self.dice);
    }

    fn count(&mut self, name: &'static str) {
        DOING.set(Some(name));
        *self.tally.entry(name).or_default() += 1;
    }

    fn is_idle(&self, task: &Arc<Task>) -> bool {
        Arc::ptr_eq(task, lock(self.rq()).idle())
    }

    /// Lets a waiting task continue, now and then.
    fn tick(&mut self) {
        if self.dice.chance(4) {
            self.wake_up(1);
        }
    }

    /// Returns how many there were.
    fn wake_up(&mut self, most: usize) -> usize {
        let mut rq = lock(self.rq());
        let woken = most.min(rq.sleeping.len());
        for _ in 0..woken {
            let chosen = self.dice.below(rq.sleeping.len());
            let task = rq.sleeping.swap_remove(chosen);
            rq.queue.push_back(task);
        }
        woken
    }

    /// Nothing to do: looks for work that other CPUs have too much of.
    fn idle(&mut self) {
        self.count("idle");
        let busiest = self.dice.below(self.machine.rqs.len());
        let pulled = lock(&self.machine.rqs[busiest]).queue.pop_back();
        match pulled {
            Some(task) => self.machine.enqueue(self.number, task),
            None => _ = self.wake_up(4),
        }
        thread::yield_now();
    }

    /// Takes no more tasks, gives its own to others, and gives up what it has borrowed.
    fn cpu_down(&mut self) {
        self.count("cpu_down");
        self.offline_for = 1 + self.dice.below(40);
        self.go_offline();
    }

    fn go_offline(&self) {
        lock(self.rq()).online = false;
        schedule(self.rq());
        let mut rq = lock(self.rq());
        let tasks: Vec<_> = rq.queue.drain(..).collect();
        let sleeping = std::mem::take(&mut rq.sleeping);
        drop(rq);
        tasks.into_iter().chain(sleeping).for_each(|task| self.machine.enqueue(0, task));
        idle_task_exit();
    }

    fn stay_offline(&mut self) {
        self.offline_for -= 1;
        if self.offline_for == 0 {
            self.cpu_up();
        }
        thread::yield_now();
    }

    fn cpu_up(&mut self) {
        cpu_init();
        lock(self.rq()).online = true;
    }

    /// All tasks of this CPU end, and it stops.
    pub fn end_all_tasks(&mut self) {
        if self.offline_for > 0 {
            self.offline_for = 0;
            self.cpu_up();
        }
        loop {
            schedule(self.rq());
            if !self.is_idle(&current()) {
                processes::end(self.machine);
            } else if self.wake_up(usize::MAX) == 0 {
                return;
            }
        }
    }

    /// The end of the machine. Nothing must be left to run.
    pub fn power_off(self) -> Tally {
        self.go_offline();
        self.tally
    }
}
