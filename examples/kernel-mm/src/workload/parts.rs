//! The parts of the workload.

use super::dice::Dice;
use super::{Machine, Op, devices, files, futexes, processes};
use crate::kernel::workqueue::{SYSTEM, WorkQueue};

/// One part: what tasks do in it, which queues work for it, and how it ends.
pub struct Part {
    /// What user tasks do.
    pub ops: &'static [Op],
    /// What kernel threads do.
    pub kthread_ops: &'static [Op],
    /// Its work queues, each with the name of its worker.
    pub work_queues: &'static [(&'static str, &'static WorkQueue)],
    /// Releases everything that is still open, after the last task has ended.
    pub shut_down: fn(&Machine),
}

/// All parts, in the order of shutdown.
pub static PARTS: &[Part] = &[
    Part {
        ops: processes::OPS,
        kthread_ops: processes::KTHREAD_OPS,
        work_queues: &[("events", &SYSTEM)],
        shut_down: processes::shut_down,
    },
    Part { ops: devices::OPS, kthread_ops: &[], work_queues: &devices::WORK_QUEUES, shut_down: devices::shut_down },
    Part { ops: files::OPS, kthread_ops: &[], work_queues: &[], shut_down: files::shut_down },
    Part { ops: futexes::OPS, kthread_ops: &[], work_queues: &[], shut_down: |_| () },
];

pub fn work_queues() -> impl Iterator<Item = (&'static str, &'static WorkQueue)> {
    PARTS.iter().flat_map(|part| part.work_queues.iter().copied())
}

/// Waits until no work is left. Work of one queue may add work to another one, but no further.
pub fn flush_work_queues() {
    for _ in 0..2 {
        work_queues().for_each(|(_, queue)| queue.flush());
    }
}

/// One of the operations in `table`, chosen by weight.
pub fn any_op(table: fn(&'static Part) -> &'static [Op], dice: &mut Dice) -> &'static Op {
    let ops = || PARTS.iter().flat_map(table);
    let mut chosen = dice.below(ops().map(|op| op.weight as usize).sum());
    let weighed = |op: &&Op| match chosen.checked_sub(op.weight as usize) {
        Some(rest) => {
            chosen = rest;
            false
        }
        None => true,
    };
    ops().find(weighed).expect("the dice is below the sum of all weights")
}
