//! Whatever the tools of the workload do concurrently, to processes that end meanwhile, every mm is freed.

use crate::common::{self, alone};
use std::thread;

use kernel_mm::init_mm::init_mm;
use kernel_mm::kernel::cache::allocated;
use kernel_mm::kernel::current::as_task;
use kernel_mm::workload::dice::Dice;
use kernel_mm::workload::files::{OPS, shut_down};
use kernel_mm::workload::{Machine, Op};

const CPUS: u64 = 3;
const ROUNDS: usize = 10_000;

fn run(machine: &Machine, op: &Op, dice: &mut Dice) {
    if let Some(task) = machine.any_task(dice) {
        as_task(&task, || (op.run)(machine, dice));
    }
}

fn cpu(machine: &Machine, dice: &mut Dice) {
    for round in 0..ROUNDS {
        run(machine, &OPS[dice.below(OPS.len())], dice);
        if round % 40 == 0 {
            machine.add(common::user_task(dice.below(1000) as u32, "sh"));
            if let Some(task) = machine.any_task(dice) {
                machine.remove(&task);
                common::end(&task);
            }
        }
    }
}

#[test]
fn no_mm_is_left() {
    let _alone = alone();
    let machine = Machine::default();
    (1..9).for_each(|pid| machine.add(common::user_task(pid, "init")));
    thread::scope(|scope| {
        for seed in 0..CPUS {
            let machine = &machine;
            scope.spawn(move || cpu(machine, &mut Dice::new(seed)));
        }
    });
    shut_down(&machine);
    for task in machine.tasks() {
        common::assert_quiet(&task);
        common::end(&task);
    }
    assert_eq!(allocated(), []);
    assert_eq!((init_mm().mm_users.refs().listed(), mmref::live().holders().len()), (0, 0));
}
