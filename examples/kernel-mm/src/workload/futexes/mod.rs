//! Processes that wait for each other: threads of one process, and several processes that share a page.

mod threads;

use std::time::Duration;

use super::dice::Dice;
use super::processes::failing;
use super::{Machine, Op};
use crate::futex::{
    Requeue, Uaddr, futex_lock_pi, futex_requeue, futex_unlock_pi, futex_wait, futex_wait_requeue_pi, futex_wake,
    futex_wake_op,
};
use crate::kernel::current::current;
use crate::kernel::task::task_lock;

pub const OPS: &[Op] = &[
    Op { name: "futex_wait", weight: 4, run: wait },
    Op { name: "futex_wake", weight: 6, run: wake },
    Op { name: "futex_wake_op", weight: 4, run: wake_op },
    Op { name: "futex_requeue", weight: 4, run: requeue },
    Op { name: "futex_lock_pi", weight: 4, run: lock_pi },
    Op { name: "futex_wait_requeue_pi", weight: 3, run: wait_requeue_pi },
    Op { name: "futex_requeue_pi", weight: 4, run: requeue_pi },
    Op { name: "threads that wait", weight: 2, run: threads::wait },
    Op { name: "pthread_cond_broadcast", weight: 2, run: threads::broadcast },
    Op { name: "pthread_mutex_lock", weight: 2, run: threads::contend },
    Op { name: "pthread_cond_wait", weight: 2, run: threads::wait_with_lock },
];

/// Words that are used for locks only, and words for everything else.
const WORDS: usize = 3;

fn wait(_: &Machine, dice: &mut Dice) {
    let uaddr = uaddr(dice, 0);
    let expected = if dice.chance(80) { value(uaddr) } else { dice.roll() as u32 };
    let _ = futex_wait(uaddr, expected, patience(dice));
}

fn wake(_: &Machine, dice: &mut Dice) {
    let _ = futex_wake(uaddr(dice, 0), 1 + dice.below(3));
}

fn wake_op(_: &Machine, dice: &mut Dice) {
    let (uaddr1, uaddr2) = (uaddr(dice, 0), uaddr(dice, 0));
    let _ = futex_wake_op(uaddr1, uaddr2, 1 + dice.below(2), 1, dice.below(3) as u32);
}

fn requeue(_: &Machine, dice: &mut Dice) {
    let (uaddr1, uaddr2) = (uaddr(dice, 0), uaddr(dice, 0));
    let expected = if dice.chance(80) { value(uaddr1) } else { 0 };
    let how = Requeue { nr_wake: dice.below(2), nr_requeue: dice.below(4), expected, requeue_pi: false };
    let _ = futex_requeue(uaddr1, uaddr2, how);
}

fn lock_pi(_: &Machine, dice: &mut Dice) {
    let lock = uaddr(dice, WORDS);
    if futex_lock_pi(lock, patience(dice)).is_ok() {
        let _ = futex_unlock_pi(lock);
    }
}

fn wait_requeue_pi(_: &Machine, dice: &mut Dice) {
    let (condition, lock) = (uaddr(dice, 0), uaddr(dice, WORDS));
    if futex_wait_requeue_pi(condition, value(condition), lock, patience(dice)).is_ok() {
        let _ = futex_unlock_pi(lock);
    }
}

fn requeue_pi(_: &Machine, dice: &mut Dice) {
    let (condition, lock) = (uaddr(dice, 0), uaddr(dice, WORDS));
    let how = Requeue { nr_wake: 1, nr_requeue: dice.below(4), expected: value(condition), requeue_pi: true };
    let _ = futex_requeue(condition, lock, how);
}

/// The first page of a mapping, usually.
fn uaddr(dice: &mut Dice, first: usize) -> Uaddr {
    let shared = dice.chance(40);
    let number = (first + dice.below(WORDS)) as u64;
    let Some(mm) = task_lock(&current()).mm else { return Uaddr { address: 0, shared } };
    let mmap = mm.mmap();
    let starts: Vec<u64> = mmap.vmas.keys().copied().collect();
    let start = if starts.is_empty() || dice.chance(5) { 1 } else { starts[number as usize % starts.len()] };
    Uaddr { address: start + number * crate::mm_types::PAGE_SIZE, shared }
}

fn value(uaddr: Uaddr) -> u32 {
    let mm = task_lock(&current()).mm;
    mm.and_then(|mm| mm.mmap().page(uaddr.address).map(|word| *word as u32)).unwrap_or(0)
}

/// Some wait only as long as others need to find them.
fn patience(dice: &mut Dice) -> Duration {
    Duration::from_micros(dice.below(200) as u64)
}
