//! Programs with threads that wait until the current task wakes them. Each thread is on a CPU of its own, so this also
//! works if the machine has only one.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::{failing, value};
use crate::fork::{CLONE_THREAD, CLONE_VM, copy_process};
use crate::futex::{
    Requeue, Uaddr, futex_lock_pi, futex_requeue, futex_unlock_pi, futex_wait, futex_wait_requeue_pi, futex_wake,
    futex_wake_op, waiters,
};
use crate::kernel::current::current_mm;
use crate::kernel::own_cpu::run_task;
use crate::kernel::task::Task;
use crate::mm_types::PAGE_SIZE;
use crate::workload::Machine;
use crate::workload::dice::Dice;

/// Ends the wait of threads that nobody wakes, because the memory is gone.
const PATIENCE: Duration = Duration::from_millis(20);
/// How often to check whether threads wait.
const LOOKS: usize = 200;

/// Two words, and a free lock.
struct Words {
    first: Uaddr,
    second: Uaddr,
    lock: Uaddr,
}

impl Words {
    /// In private or shared memory of the current task, if that is mapped.
    fn new(dice: &mut Dice) -> Option<Self> {
        let shared = dice.chance(30);
        let start = if shared { 0x20000 } else { 0x9000 };
        let word = |page: u64| Uaddr { address: start + page * PAGE_SIZE, shared };
        let words = Self { first: word(0), second: word(1), lock: Uaddr { address: 0x9000 + 7 * PAGE_SIZE, shared } };
        let mm = current_mm().ok()?;
        let mut mmap = mm.mmap();
        *mmap.page(words.lock.address)? = 0;
        mmap.page(words.second.address)?;
        Some(words)
    }
}

/// Wakes them directly, or by an operation on a second word.
pub(super) fn wait(_: &Machine, dice: &mut Dice) {
    let Some(words) = Words::new(dice) else { return };
    let expected = value(words.first);
    let wake_op = dice.chance(50);
    with_threads(
        dice,
        |_| _ = futex_wait(words.first, expected, PATIENCE),
        || {
            if wake_op {
                let _ = futex_wake_op(words.second, words.first, 1, 1, 1);
            }
            let _ = futex_wake(words.first, usize::MAX);
        },
    );
}

/// Wakes one, and moves the others to the second word.
pub(super) fn broadcast(_: &Machine, dice: &mut Dice) {
    let Some(words) = Words::new(dice) else { return };
    let expected = value(words.first);
    let how = Requeue { nr_wake: dice.below(2), nr_requeue: usize::MAX / 2, expected, requeue_pi: false };
    with_threads(
        dice,
        |_| _ = futex_wait(words.first, expected, PATIENCE),
        || {
            let _ = futex_requeue(words.first, words.second, how);
            let _ = futex_wake(words.second, usize::MAX);
            let _ = futex_wake(words.first, usize::MAX);
        },
    );
}

/// Holds the lock that they wait for, and hands it over. Each of them hands it on.
pub(super) fn contend(_: &Machine, dice: &mut Dice) {
    let Some(words) = Words::new(dice) else { return };
    if futex_lock_pi(words.lock, PATIENCE).is_err() {
        return;
    }
    let _ = futex_lock_pi(words.lock, PATIENCE);
    let lock_and_unlock = |_| {
        if futex_lock_pi(words.lock, PATIENCE).is_ok() {
            let _ = futex_unlock_pi(words.lock);
        }
    };
    with_threads(dice, lock_and_unlock, || _ = futex_unlock_pi(words.lock));
}

/// They wait for a lock, which some get at once, and the others one after another. One may name a different lock.
pub(super) fn wait_with_lock(_: &Machine, dice: &mut Dice) {
    let Some(words) = Words::new(dice) else { return };
    let expected = value(words.first);
    let (held, odd) = (dice.chance(50), dice.below(8));
    let how = Requeue { nr_wake: 1, nr_requeue: usize::MAX / 2, expected, requeue_pi: true };
    let wait_and_unlock = |number| {
        let lock = match (number, odd) {
            (0, 0) => words.first,
            (0, 1) => words.second,
            _ => words.lock,
        };
        if futex_wait_requeue_pi(words.first, expected, lock, PATIENCE).is_ok() {
            let _ = futex_unlock_pi(words.lock);
        }
    };
    let held = held && futex_lock_pi(words.lock, PATIENCE).is_ok();
    with_threads(dice, wait_and_unlock, || {
        let _ = futex_requeue(words.first, if odd == 2 { words.first } else { words.lock }, how);
        if held {
            let _ = futex_unlock_pi(words.lock);
        }
        let _ = futex_wake(words.first, usize::MAX);
    });
}

/// Some threads of the current process do `work`, and the current task wakes them until all have ended.
fn with_threads(dice: &mut Dice, work: impl Fn(usize) + Sync, wake: impl Fn()) {
    let tasks = (0..=dice.below(3)).filter_map(|_| failing(dice, || copy_process(CLONE_VM | CLONE_THREAD)).ok());
    let tasks: Vec<Arc<Task>> = tasks.collect();
    let waiting = waiters() + tasks.len();
    thread::scope(|scope| {
        let spawn = |(number, task)| {
            let work = &work;
            scope.spawn(move || run_task(task, || work(number)))
        };
        let threads: Vec<_> = tasks.into_iter().enumerate().map(spawn).collect();
        for _ in 0..LOOKS {
            if waiters() >= waiting {
                break;
            }
            thread::yield_now();
        }
        while !threads.iter().all(thread::ScopedJoinHandle::is_finished) {
            wake();
            thread::yield_now();
        }
    });
}
