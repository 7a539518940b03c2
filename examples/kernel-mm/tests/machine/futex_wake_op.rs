//! Two keys are held during one call, however it ends.

use crate::common::{self, alone};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use kernel_mm::futex::{Uaddr, futex_wake_op};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::kernel::task::task_lock;

const FIRST: Uaddr = Uaddr { address: 0x9000, shared: false };
const SECOND: Uaddr = Uaddr { address: 0xa000, shared: false };
const NOWHERE: Uaddr = Uaddr { address: 0x8000_0000, shared: false };

#[mmref::test]
fn the_second_word_changes_and_nothing_is_held() {
    let _alone = alone();
    let task = common::user_task(1, "server");
    as_task(&task, || {
        assert_eq!(futex_wake_op(FIRST, SECOND, 1, 1, 5), Ok(0));
        assert_eq!(futex_wake_op(FIRST, FIRST, 1, 1, 0), Ok(0));
        assert_eq!(futex_wake_op(FIRST, Uaddr { address: 3, shared: false }, 1, 1, 5), Err(Errno::Einval));
        assert_eq!(futex_wake_op(FIRST, NOWHERE, 1, 1, 5), Err(Errno::Efault));
    });
    let mm = task_lock(&task).mm.expect("it has an mm");
    assert_eq!(mm.mmap().page(SECOND.address), Some(&mut 7));
    common::assert_quiet(&task);
    common::end(&task);
}

/// While somebody else uses the memory, both keys are given up and taken again.
#[mmref::test]
fn busy_memory_is_waited_for() {
    let _alone = alone();
    let task = common::user_task(2, "server");
    let mm = task_lock(&task).mm.expect("it has an mm");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                drop(mm.mmap());
            }
        });
        for _ in 0..2000 {
            assert_eq!(as_task(&task, || futex_wake_op(FIRST, SECOND, 1, 1, 1)), Ok(0));
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(mm.mmap().page(SECOND.address), Some(&mut 2002));
    common::assert_quiet(&task);
    common::end(&task);
}
