//! A waiter holds a C by its key until it is woken or gives up. A waker holds one while it looks for waiters.

use crate::common::{self, alone};
use std::thread;
use std::time::Duration;

use kernel_mm::futex::{Uaddr, futex_wait, futex_wake, waiters};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::kernel::task::{Task, task_lock};

const LONG: Duration = Duration::from_secs(60);
const PRIVATE: Uaddr = Uaddr { address: 0x9000, shared: false };
const SHARED: Uaddr = Uaddr { address: 0x20000, shared: true };

fn shares(task: &Task) -> Option<u32> {
    task_lock(task).mm.map(|mm| mm.mm_count.count())
}

fn wait_and_wake(uaddr: Uaddr, value: u32, shares_of_waiter: u32) {
    let task = common::user_task(1, "server");
    let other = common::thread_of(&task, 2);
    thread::scope(|scope| {
        let waiter = scope.spawn(|| as_task(&other, || futex_wait(uaddr, value, LONG)));
        while waiters() == 0 {
            thread::yield_now();
        }
        assert_eq!(shares(&task), Some(1 + shares_of_waiter));
        assert_eq!(as_task(&task, || futex_wake(uaddr, 8)), Ok(1));
        assert_eq!(waiter.join().expect("no violation"), Ok(()));
    });
    common::end(&other);
    common::assert_quiet(&task);
    common::end(&task);
}

#[mmref::test]
fn each_way_in_and_out() {
    let _alone = alone();
    wait_and_wake(PRIVATE, 2, 1);
    wait_and_wake(SHARED, 3, 0);

    let task = common::user_task(3, "server");
    let fails = |uaddr, value| as_task(&task, || futex_wait(uaddr, value, Duration::ZERO));
    assert_eq!(fails(PRIVATE, 2), Err(Errno::Etimedout));
    assert_eq!(fails(PRIVATE, 7), Err(Errno::Ewouldblock));
    assert_eq!(fails(Uaddr { address: 0x9001, shared: false }, 2), Err(Errno::Einval));
    assert_eq!(fails(Uaddr { address: 0x8000_0000, shared: false }, 2), Err(Errno::Efault));
    assert_eq!(fails(Uaddr { address: 0x10, shared: true }, 2), Err(Errno::Efault));
    assert_eq!(as_task(&task, || futex_wake(PRIVATE, 8)), Ok(0));
    common::assert_quiet(&task);
    common::end(&task);
}
