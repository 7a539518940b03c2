//! Each waiter that is requeued gives up its share by the first key, and takes one by the second.

use crate::common::{self, alone};
use std::thread;
use std::time::Duration;

use kernel_mm::futex::{Requeue, Uaddr, futex_requeue, futex_wait, futex_wake, waiters};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::kernel::task::task_lock;

const LONG: Duration = Duration::from_secs(60);
const FIRST: Uaddr = Uaddr { address: 0x9000, shared: false };
const PRIVATE: Uaddr = Uaddr { address: 0xa000, shared: false };
const SHARED: Uaddr = Uaddr { address: 0x20000, shared: true };

fn requeue_to(second: Uaddr, shares_of_requeued: u32) {
    let task = common::user_task(1, "server");
    let mm = task_lock(&task).mm.expect("it has an mm");
    let others = [2, 3, 4, 5].map(|pid| common::thread_of(&task, pid));
    thread::scope(|scope| {
        let waiting = others.each_ref().map(|other| scope.spawn(|| as_task(other, || futex_wait(FIRST, 2, LONG))));
        while waiters() < others.len() {
            thread::yield_now();
        }
        assert_eq!(mm.mm_count.count(), 1 + 4);
        let how = Requeue { nr_wake: 1, nr_requeue: 2, expected: 2, requeue_pi: false };
        assert_eq!(as_task(&task, || futex_requeue(FIRST, second, how)), Ok(3));
        assert_eq!(as_task(&task, || futex_wake(FIRST, 8)), Ok(1));
        while waiting.iter().filter(|waiter| waiter.is_finished()).count() < 2 {
            thread::yield_now();
        }
        assert_eq!((waiters(), mm.mm_count.count()), (2, 1 + 2 * shares_of_requeued));
        assert_eq!(as_task(&task, || futex_wake(second, 8)), Ok(2));
        for waiter in waiting {
            assert_eq!(waiter.join().expect("no violation"), Ok(()));
        }
    });
    others.iter().for_each(|other| common::end(other));
    common::assert_quiet(&task);
    common::end(&task);
}

#[mmref::test]
fn shares_follow_the_key() {
    let _alone = alone();
    requeue_to(PRIVATE, 1);
    requeue_to(SHARED, 0);

    let task = common::user_task(6, "server");
    let how = Requeue { nr_wake: 1, nr_requeue: 1, expected: 9, requeue_pi: false };
    as_task(&task, || {
        assert_eq!(futex_requeue(FIRST, PRIVATE, how), Err(Errno::Eagain));
        assert_eq!(futex_requeue(FIRST, Uaddr { address: 1, shared: false }, how), Err(Errno::Einval));
        assert_eq!(futex_requeue(FIRST, FIRST, Requeue { requeue_pi: true, ..how }), Err(Errno::Einval));
    });
    common::assert_quiet(&task);
    common::end(&task);
}
