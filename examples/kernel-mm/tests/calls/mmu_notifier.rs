//! A notifier holds a C until it unregisters, and is notified once that the pages go.

use crate::common;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use kernel_mm::kernel::cache::Mm;
use kernel_mm::kernel::errno::{Errno, Result};
use kernel_mm::kernel::lock;
use kernel_mm::kernel::task::{Task, task_lock};
use kernel_mm::mm_types::MmCount;
use kernel_mm::mmu_notifier::{
    MmuNotifier, mmu_notifier_invalidate_range_start, mmu_notifier_register, mmu_notifier_unregister,
    mmu_notifier_unregister_no_release,
};
use mmref::{MM_REF, MmRef};

/// The calls that it received.
#[derive(Default)]
struct Log {
    released: AtomicU32,
    invalidated: Mutex<Option<Range<u64>>>,
}

impl MmuNotifier for Log {
    fn release(&self, mm: Mm) {
        assert_eq!(mm.mmap().total_vm(), 14, "it is told before they go");
        self.released.fetch_add(1, Ordering::Relaxed);
    }

    fn invalidate_range_start(&self, _mm: Mm, range: &Range<u64>) {
        *lock(&self.invalidated) = Some(range.clone());
    }
}

struct Registered {
    mm: Mm,
    log: Arc<Log>,
    mm_ref: MmRef<MmCount>,
}

fn try_register(task: &Task) -> Result<Registered> {
    let mm = task_lock(task).mm.expect("it has an mm");
    let mut new = Registered { mm, log: Arc::default(), mm_ref: MM_REF!() };
    let log: Arc<Log> = Arc::clone(&new.log);
    mmu_notifier_register(log, mm, &mut new.mm_ref)?;
    Ok(new)
}

fn register(task: &Arc<Task>) -> Registered {
    let (errors, registered) = common::fail_everywhere(task, || try_register(task));
    assert_eq!(errors, [Errno::Enomem, Errno::Eintr]);
    assert_eq!(registered.mm.mm_count.refs().listed(), 2);
    registered
}

#[mmref::test]
fn told_on_exit_and_not_again() {
    let task = common::user_task(1, "qemu");
    let registered = register(&task);
    let mm = registered.mm;
    mmu_notifier_invalidate_range_start(mm, &(1..2));
    assert_eq!(*lock(&registered.log.invalidated), Some(1..2));
    common::end(&task);
    assert_eq!((registered.log.released.load(Ordering::Relaxed), mm.mm_count.refs().listed()), (1, 1));
    let log = registered.log;
    mmu_notifier_unregister(&*log, mm, registered.mm_ref);
    assert_eq!(log.released.load(Ordering::Relaxed), 1);
    assert!(common::freed(mm));
}

#[mmref::test]
fn told_when_it_unregisters_first() {
    let task = common::user_task(2, "qemu");
    let registered = register(&task);
    let log = registered.log;
    mmu_notifier_unregister(&*log, registered.mm, registered.mm_ref);
    assert_eq!(log.released.load(Ordering::Relaxed), 1);
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!(log.released.load(Ordering::Relaxed), 1);
}

#[mmref::test]
fn not_told_when_it_does_not_want_to_be() {
    let task = common::user_task(3, "qemu");
    let registered = register(&task);
    let log = registered.log;
    mmu_notifier_unregister_no_release(&*log, registered.mm, registered.mm_ref);
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!(log.released.load(Ordering::Relaxed), 0);
}

/// Whoever is first notifies it, or both do, and neither does so too late.
#[mmref::test]
fn unregistered_during_exit() {
    for round in 0..300 {
        let task = common::user_task(4, "qemu");
        let all = [(); 3].map(|()| try_register(&task).expect("nothing fails"));
        let mm = all[0].mm;
        thread::scope(|scope| {
            scope.spawn(|| common::end(&task));
            for Registered { mm, log, mm_ref } in all {
                scope.spawn(move || {
                    if round % 2 == 0 {
                        mmu_notifier_unregister_no_release(&*log, mm, mm_ref);
                    } else {
                        mmu_notifier_unregister(&*log, mm, mm_ref);
                        assert!((1..=2).contains(&log.released.load(Ordering::Relaxed)));
                    }
                });
            }
        });
        assert!(common::freed(mm));
    }
}
