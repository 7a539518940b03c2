//! Readers and exits at the same time. Half-way, all threads stop for a picture.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};
use std::time::Duration;

use crate::files::{self, MemFile, mem_open, mem_read, mem_release};
use crate::machine::Machine;
use crate::options::Options;
use crate::report;
use crate::task::{Cred, Errno, Process, Task, exit_mm, finish_task_switch};

/// The picture shows readers of one of this many of the largest mms.
const LARGEST: usize = 3;

/// The processes, the largest first and those without an mm last, and an open file on one of them.
pub(crate) struct System {
    pub(crate) processes: Vec<Process>,
    with_mm: usize,
    file: Option<MemFile>,
}

/// What the readers have seen.
#[derive(Default)]
pub(crate) struct Visits {
    pub(crate) all: AtomicUsize,
    pub(crate) with_mm: AtomicUsize,
    pub(crate) denied: AtomicUsize,
    pub(crate) exited: AtomicUsize,
}

/// What the readers and the main thread share.
struct Stage<'a> {
    system: &'a System,
    rounds: usize,
    visits: Visits,
    gate: Barrier,
}

impl System {
    /// Starts every process, and opens `/proc/<pid>/mem` of the first that will exit.
    pub(crate) fn boot(machine: Machine) -> Self {
        let with_mm = machine.processes.iter().filter(|image| image.sizes.is_some()).count();
        let processes: Vec<_> = machine.processes.iter().map(Process::start).collect();
        let mut system = Self { processes, with_mm, file: None };
        system.file = mem_open(system.exiting()[0].leader(), Cred::ROOT).ok();
        system
    }

    /// Those that exit while they are read: the smaller half. The others exit at the end.
    fn exiting(&self) -> &[Process] {
        &self.processes[self.with_mm.div_ceil(2)..self.with_mm]
    }

    /// Ends the run, once nobody reads any more: everything still held is given up.
    pub(crate) fn shut_down(&mut self) {
        let mut cpu = Cpu::default();
        self.processes.iter().for_each(|process| cpu.exit(process));
        cpu.switch_to(None);
        if let Some(file) = self.file.take() {
            mem_release(file);
        }
    }
}

/// The CPU that tasks exit on. When the next task comes, it drops what the last one kept lazily.
#[derive(Default)]
struct Cpu<'a> {
    running: Option<&'a Task>,
}

impl<'a> Cpu<'a> {
    fn exit(&mut self, process: &'a Process) {
        for task in &process.tasks {
            self.switch_to(Some(task));
            exit_mm(task);
        }
    }

    fn switch_to(&mut self, next: Option<&'a Task>) {
        if let Some(previous) = std::mem::replace(&mut self.running, next) {
            finish_task_switch(previous);
        }
    }
}

/// Readers walk over the table while the main thread makes tasks exit.
pub(crate) fn run(system: &System, options: &Options, rounds: usize) -> Visits {
    let gate = Barrier::new(options.readers + 1);
    let stage = Stage { system, rounds, visits: Visits::default(), gate };
    let (early, late) = system.exiting().split_at(system.exiting().len().div_ceil(2));
    let half = options.readers * (rounds / 2) * system.processes.len();
    let whole = options.readers * rounds * system.processes.len();
    let mut cpu = Cpu::default();
    thread::scope(|scope| {
        for number in 1..=options.readers {
            let (stage, bug) = (&stage, options.bug.filter(|_| number == 1));
            let reader = move || {
                if let Some(bug) = bug {
                    (bug.commit)(&stage.system.processes[0], &stage.system.processes[1]);
                }
                stage.read(number);
            };
            Builder::new()
                .name(format!("reader-{number}"))
                .spawn_scoped(scope, reader)
                .expect("a thread can be started");
        }
        stage.gate.wait();
        stage.exit_all(early, &mut cpu, 0..half);
        stage.gate.wait();
        report::picture(options.all);
        stage.gate.wait();
        stage.exit_all(late, &mut cpu, half..whole);
    });
    cpu.switch_to(None);
    stage.visits
}

impl Stage<'_> {
    /// What one reader does.
    fn read(&self, number: usize) {
        // A user other than root may read the memory of their own processes only.
        let cred = if number % 2 == 1 { Cred::ROOT } else { Cred::NOBODY };
        self.gate.wait();
        (0..self.rounds / 2).for_each(|round| self.read_table(round, cred));
        let largest = &self.system.processes[number % self.largest()];
        files::proc_pid_maps(largest.leader(), || {
            self.gate.wait();
            self.gate.wait();
        });
        (self.rounds / 2..self.rounds).for_each(|round| self.read_table(round, cred));
    }

    /// How many of the largest do not exit.
    fn largest(&self) -> usize {
        (self.system.with_mm - self.system.exiting().len()).min(LARGEST)
    }

    fn read_table(&self, round: usize, cred: Cred) {
        let mut out = String::new();
        for (index, process) in self.system.processes.iter().enumerate() {
            out.clear();
            self.visits.all.fetch_add(1, Ordering::Relaxed);
            if files::proc_pid_status(process, &mut out) {
                self.visits.with_mm.fetch_add(1, Ordering::Relaxed);
            }
            files::proc_pid_statm(process, &mut out);
            if (index + round) % 4 == 0 {
                self.read_memory(process, cred);
            }
        }
    }

    fn read_memory(&self, process: &Process, cred: Cred) {
        match mem_open(process.leader(), cred) {
            Ok(file) => {
                if mem_read(&file).is_none() {
                    self.visits.exited.fetch_add(1, Ordering::Relaxed);
                }
                mem_release(file);
            }
            Err(Errno::Eacces) => {
                self.visits.denied.fetch_add(1, Ordering::Relaxed);
            }
            Err(Errno::Esrch) => {}
        }
    }

    /// Spreads the exits over part of the visits, so that none of them waits until the readers are gone. The open file
    /// is read after each.
    fn exit_all<'a>(&self, processes: &'a [Process], cpu: &mut Cpu<'a>, visits: std::ops::Range<usize>) {
        for (index, process) in processes.iter().enumerate() {
            let due = visits.start + visits.len() * (index + 1) / (processes.len() + 1);
            while self.visits.all.load(Ordering::Relaxed) < due {
                thread::sleep(Duration::from_micros(50));
            }
            cpu.exit(process);
            if self.system.file.as_ref().is_some_and(|file| mem_read(file).is_none()) {
                self.visits.exited.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}
