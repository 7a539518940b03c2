//! All objects of an mm share two Cs, which a worker gives up after the last object is gone.

use crate::common::{self, alone};
use std::sync::Arc;
use std::thread;

use kernel_mm::i915_gem_userptr::{
    DrmI915GemObject, DrmI915Private, i915_gem_object_put, i915_gem_userptr_get_pages, i915_gem_userptr_ioctl,
};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::{Errno, Result};
use kernel_mm::kernel::task::{Task, task_lock};
use kernel_mm::kernel::workqueue::SYSTEM;
use kernel_mm::mmu_notifier::mmu_notifier_invalidate_range_start;

fn two_shares_for_all_objects() {
    let (task, i915) = (common::user_task(1, "Xorg"), Arc::<DrmI915Private>::default());
    let mm = task_lock(&task).mm.expect("it has an mm");
    let (errors, first) = common::fail_everywhere(&task, || i915_gem_userptr_ioctl(&i915, 0x9000, 2));
    assert_eq!(errors, [Errno::Enomem, Errno::Enomem, Errno::Enomem, Errno::Eintr, Errno::Enomem]);
    let second = as_task(&task, || i915_gem_userptr_ioctl(&i915, 0x1000, 1)).expect("nothing fails");
    assert_eq!(mm.mm_count.refs().listed(), 3);
    i915_gem_object_put(first);
    SYSTEM.flush();
    assert_eq!(mm.mm_count.refs().listed(), 3);
    i915_gem_object_put(second);
    assert_eq!(mm.mm_count.refs().listed(), 3, "it is deferred");
    let third = as_task(&task, || i915_gem_userptr_ioctl(&i915, 0x1000, 1)).expect("nothing fails");
    assert_eq!(mm.mm_count.refs().listed(), 5, "a structure that is on its way out is not used again");
    i915_gem_object_put(third);
    SYSTEM.flush();
    common::assert_quiet(&task);
    common::end(&task);
}

fn get_pages(task: &Arc<Task>, obj: &Arc<DrmI915GemObject>) -> Result<()> {
    as_task(task, || i915_gem_userptr_get_pages(obj))
}

fn pages_now_later_and_never() {
    let (task, i915) = (common::user_task(2, "Xorg"), Arc::<DrmI915Private>::default());
    let (other, mm) = (common::user_task(3, "other"), task_lock(&task).mm.expect("it has an mm"));
    let create = |start, pages| as_task(&task, || i915_gem_userptr_ioctl(&i915, start, pages)).expect("nothing fails");
    let (now, later, never) = (create(0x9000, 2), create(0x1000, 1), create(0x1000, 99));
    assert_eq!(get_pages(&task, &now), Ok(()));
    assert_eq!(get_pages(&other, &later), Err(Errno::Eagain));
    assert_eq!(get_pages(&other, &later), Err(Errno::Eagain));
    assert_eq!(get_pages(&task, &never), Err(Errno::Eagain));
    assert_eq!(mm.mm_users.count(), 1, "the work holds no user");
    SYSTEM.flush();
    assert_eq!(get_pages(&other, &later), Ok(()));
    assert_eq!(get_pages(&task, &never), Err(Errno::Efault));
    mmu_notifier_invalidate_range_start(mm, &(0x1000..0x2000));
    SYSTEM.flush();
    assert_eq!(get_pages(&other, &now), Ok(()));
    assert_eq!(get_pages(&other, &later), Err(Errno::Eagain));
    common::end(&task);
    SYSTEM.flush();
    assert_eq!(get_pages(&other, &later), Err(Errno::Efault), "no user is left");
    [now, later, never].into_iter().for_each(i915_gem_object_put);
    SYSTEM.flush();
    assert!(common::freed(mm));
    common::end(&other);
}

/// Objects come and go, their pages are fetched and taken back, and the process ends.
fn all_at_once() {
    for _ in 0..40 {
        let (task, i915) = (common::user_task(4, "Xorg"), Arc::<DrmI915Private>::default());
        let mm = task_lock(&task).mm.expect("it has an mm");
        let threads = [5, 6].map(|pid| common::thread_of(&task, pid));
        thread::scope(|scope| {
            for thread in &threads {
                scope.spawn(|| {
                    for start in [0x1000, 0x9000, 0x1000, 0x20000, 0x9000] {
                        let obj = as_task(thread, || i915_gem_userptr_ioctl(&i915, start, 1)).expect("nothing fails");
                        let _ = get_pages(thread, &obj);
                        mmu_notifier_invalidate_range_start(mm, &(start..start + 1));
                        let _ = get_pages(thread, &obj);
                        i915_gem_object_put(obj);
                    }
                    common::end(thread);
                });
            }
            scope.spawn(|| SYSTEM.flush());
            common::end(&task);
        });
        SYSTEM.flush();
        assert!(common::freed(mm));
    }
}

#[mmref::test]
fn two_shares_of_each_structure() {
    let _alone = alone();
    two_shares_for_all_objects();
    pages_now_later_and_never();
    all_at_once();
}
