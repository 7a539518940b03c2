//! A waiter on a condition holds two keys, and returns with the lock.

use crate::common::{self, alone};
use std::thread;
use std::time::Duration;

use kernel_mm::futex::{Requeue, Uaddr, futex_requeue, futex_unlock_pi, futex_wait_requeue_pi, waiters};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::Errno;

const LONG: Duration = Duration::from_secs(60);
const CONDITION: Uaddr = Uaddr { address: 0x9000, shared: false };
const LOCK: Uaddr = Uaddr { address: 0xa000, shared: false };

#[mmref::test]
fn a_condition_hands_over_its_lock() {
    let _alone = alone();
    let task = common::user_task(5, "server");
    common::poke(&task, LOCK.address, 0);
    let others = [6, 7, 8].map(|pid| common::thread_of(&task, pid));
    let wait = || {
        assert_eq!(futex_wait_requeue_pi(CONDITION, 2, LOCK, LONG), Ok(()));
        assert_eq!(futex_unlock_pi(LOCK), Ok(()));
    };
    thread::scope(|scope| {
        for other in &others {
            scope.spawn(|| as_task(other, wait));
        }
        while waiters() < others.len() {
            thread::yield_now();
        }
        let how = Requeue { nr_wake: 1, nr_requeue: 8, expected: 2, requeue_pi: true };
        assert_eq!(as_task(&task, || futex_requeue(CONDITION, LOCK, how)), Ok(3));
    });
    as_task(&task, || {
        assert_eq!(futex_wait_requeue_pi(CONDITION, 2, LOCK, Duration::ZERO), Err(Errno::Etimedout));
        assert_eq!(futex_wait_requeue_pi(CONDITION, 2, CONDITION, LONG), Err(Errno::Einval));
        assert_eq!(futex_wait_requeue_pi(CONDITION, 3, LOCK, LONG), Err(Errno::Ewouldblock));
    });
    others.iter().for_each(|other| common::end(other));
    common::assert_quiet(&task);
    common::end(&task);
}
