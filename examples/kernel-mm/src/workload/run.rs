//! The life of the machine, from boot to power-off, with stops for checks.

use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Instant;

use mmref::Snapshot;

use super::Machine;
use super::check::{Findings, compare_all};
use super::cpu::{Cpu, Tally};
use super::options::{Length, Options};
use super::parts::{self, PARTS};
use super::summary::Summary;
use crate::init_mm::{INIT_MM_REF, init_mm};
use crate::kernel::lock;
use crate::sched::mmdrop;

/// How often everybody stops, the last time before the tasks end.
pub const STOPS: u32 = 4;
/// After this many turns, the boot CPU checks how many references there are.
const SAMPLE: u64 = 128;

/// What all CPU threads share.
struct Stage<'a> {
    options: &'a Options,
    machine: Machine,
    gate: Barrier,
    start: Instant,
    seen: Mutex<Seen>,
}

/// What was observed on the way.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) tally: Tally,
    pub(super) turns: u64,
    pub(super) tasks: usize,
    pub(super) peak: usize,
    pub(super) stops: Vec<Findings>,
    pub(super) middle: Option<Snapshot>,
}

/// Boots a machine, runs it for its time, and powers it off. If a thread panics, others may wait for it forever, so the
/// caller must make sure that the whole process ends then.
///
/// # Panics
/// On every violation that a CPU or worker makes.
pub fn run(options: &Options) -> Summary {
    let machine = Machine::new(options.threads);
    let gate = Barrier::new(options.threads);
    let stage = Stage { options, machine, gate, start: Instant::now(), seen: Mutex::default() };
    thread::scope(|scope| {
        if options.threads > 1 {
            parts::work_queues().for_each(|(name, queue)| queue.worker(scope, name));
        }
        let stage = &stage;
        for number in 0..options.threads {
            let cpu = thread::Builder::new().name(format!("cpu-{number}"));
            cpu.spawn_scoped(scope, move || stage.cpu(number)).expect("threads can be started");
        }
    });
    let elapsed = stage.start.elapsed();
    drop(stage.machine);
    Summary::new(stage.seen.into_inner().expect("nobody panicked"), elapsed)
}

impl Stage<'_> {
    fn cpu(&self, number: usize) {
        let mut cpu = Cpu::start(&self.machine, number, self.options.seed);
        self.gate.wait();
        let mut turns = 0;
        for stop in 1..=STOPS {
            while !self.is_over(stop, turns) {
                cpu.turn();
                turns += 1;
                if number == 0 && turns % SAMPLE == 0 {
                    self.sample();
                }
            }
            self.stop_machine(number, || self.look_around(stop));
        }
        cpu.end_all_tasks();
        self.stop_machine(number, || self.shut_down());
        let tally = cpu.power_off();
        self.record(turns, tally);
        self.stop_machine(number, || mmdrop(init_mm(), INIT_MM_REF.take()));
    }

    /// Whether it is time for this stop.
    fn is_over(&self, stop: u32, turns: u64) -> bool {
        match self.options.length {
            Length::Ops(ops) => turns >= ops * u64::from(stop) / u64::from(STOPS),
            Length::Time(time) => self.start.elapsed() >= time * stop / STOPS,
        }
    }

    /// Lets the boot CPU do something while all others are waiting.
    fn stop_machine(&self, number: usize, work: impl FnOnce()) {
        self.gate.wait();
        if number == 0 {
            work();
        }
        self.gate.wait();
    }

    fn sample(&self) {
        let live = mmref::live().holders().len();
        let mut seen = lock(&self.seen);
        seen.peak = seen.peak.max(live);
    }

    fn look_around(&self, stop: u32) {
        let middle = (stop == STOPS / 2).then(mmref::live);
        parts::flush_work_queues();
        let findings = compare_all();
        let mut seen = lock(&self.seen);
        seen.tasks = seen.tasks.max(self.machine.tasks().len());
        seen.middle = middle.or(seen.middle.take());
        seen.stops.push(findings);
    }

    /// No task is left. What they left open is closed.
    fn shut_down(&self) {
        PARTS.iter().for_each(|part| (part.shut_down)(&self.machine));
        parts::flush_work_queues();
        parts::work_queues().for_each(|(_, queue)| queue.close());
    }

    fn record(&self, turns: u64, tally: Tally) {
        let mut seen = lock(&self.seen);
        seen.turns += turns;
        tally.into_iter().for_each(|(name, times)| *seen.tally.entry(name).or_default() += times);
    }
}
