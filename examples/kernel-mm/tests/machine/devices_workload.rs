//! Whatever the devices do concurrently, with failures on the way, every mm is freed in the end.

use crate::common::{self, alone};
use std::sync::Arc;
use std::thread;

use kernel_mm::kernel::cache;
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::workqueue::SYSTEM;
use kernel_mm::workload::devices::{self, OPS, WORK_QUEUES};
use kernel_mm::workload::dice::Dice;
use kernel_mm::workload::{Machine, Op};

/// A CPU's tasks make some calls and end, one after another.
fn cpu(machine: &Machine, number: u32) {
    let mut dice = Dice::new(u64::from(number));
    for task in 0..80 {
        let task = common::user_task(number * 1000 + task, "task");
        machine.add(Arc::clone(&task));
        as_task(&task, || (0..40).for_each(|_| (op(&mut dice).run)(machine, &mut dice)));
        common::end(&task);
        machine.remove(&task);
        common::free_signal(&task);
    }
}

fn op(dice: &mut Dice) -> &'static Op {
    let mut rest = dice.below(OPS.iter().map(|op| op.weight as usize).sum());
    let chosen = OPS.iter().find(|op| rest.checked_sub(op.weight as usize).map(|less| rest = less).is_none());
    chosen.expect("the weights add up")
}

/// The workers end even if a CPU has panicked.
struct CloseQueues;

impl Drop for CloseQueues {
    fn drop(&mut self) {
        WORK_QUEUES.iter().for_each(|(_, queue)| queue.close());
        SYSTEM.close();
    }
}

#[test]
fn every_mm_is_freed() {
    let _alone = alone();
    let (machine, before) = (Machine::default(), cache::totals());
    thread::scope(|scope| {
        let _close = CloseQueues;
        SYSTEM.worker(scope, "kworker");
        WORK_QUEUES.iter().for_each(|(name, queue)| queue.worker(scope, name));
        let cpus = [1, 2, 3].map(|number| {
            let machine = &machine;
            scope.spawn(move || cpu(machine, number))
        });
        cpus.into_iter().for_each(|cpu| cpu.join().expect("no violation"));
        as_task(&common::kthread(1), || devices::shut_down(&machine));
    });
    assert_eq!(cache::allocated(), []);
    let after = cache::totals();
    assert_eq!((after.0 - before.0, after.1 - before.1), (240, 240));
    assert!(mmref::live().is_empty());
}
