//! A child holds a U of its parent's mm, or is the first user of a copy.

use crate::common::{self, alone};
use std::sync::Arc;

use crate::common::{end, fail_everywhere, freed, kthread, user_task};
use kernel_mm::fork::{CLONE_THREAD, CLONE_VM, copy_process};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::kernel::lock;
use kernel_mm::kernel::task::{Task, task_lock};
use kernel_mm::kernel::workqueue::SYSTEM;
use kernel_mm::sched::mmgrab;

fn users(task: &Task) -> u32 {
    task_lock(task).mm.expect("it has an mm").mm_users.count()
}

#[mmref::test]
fn a_copy_is_the_childs_own() {
    let _alone = alone();
    let parent = user_task(1, "sh");
    let child = as_task(&parent, || copy_process(0)).expect("nothing fails");
    let (old, new) = (task_lock(&parent).mm.expect("it has an mm"), task_lock(&child).mm.expect("it has an mm"));
    assert_ne!(old, new);
    assert_eq!(*old.mmap(), *new.mmap());
    common::assert_quiet(&parent);
    common::assert_quiet(&child);
    end(&parent);
    assert_eq!((freed(old), new.mmap().total_vm()), (true, 14));
    end(&child);
    assert!(freed(new));
}

#[mmref::test]
fn a_clone_shares_the_mm() {
    let _alone = alone();
    let parent = user_task(1, "sh");
    let child = as_task(&parent, || copy_process(CLONE_VM | CLONE_THREAD)).expect("nothing fails");
    assert_eq!(task_lock(&parent).mm, task_lock(&child).mm);
    assert!(Arc::ptr_eq(&parent.signal, &child.signal));
    assert_eq!(users(&parent), 2);
    end(&child);
    common::assert_quiet(&parent);
    end(&parent);
}

#[mmref::test]
fn a_kernel_threads_child_has_no_mm() {
    let _alone = alone();
    let child = as_task(&kthread(2), || copy_process(0)).expect("nothing fails");
    let task = task_lock(&child);
    assert!(child.is_kthread() && task.mm.is_none() && task.active_mm.is_none());
}

#[mmref::test]
fn whatever_fails_the_parent_is_as_it_was() {
    let _alone = alone();
    let parent = user_task(1, "sh");
    let (errors, child) = fail_everywhere(&parent, || copy_process(0));
    assert_eq!(errors, [Errno::Enomem, Errno::Enomem, Errno::Enomem, Errno::Eperm, Errno::Enomem]);
    end(&child);
    let (errors, child) = fail_everywhere(&parent, || copy_process(CLONE_VM | CLONE_THREAD));
    assert_eq!(errors, [Errno::Eperm, Errno::Enomem]);
    end(&child);
    common::assert_quiet(&parent);
    end(&parent);
}

/// The last task of the process may end in a place that must not wait.
#[mmref::test]
fn the_signal_structure_gives_up_a_victims_mm_later() {
    let _alone = alone();
    let parent = user_task(1, "sh");
    let thread = as_task(&parent, || copy_process(CLONE_VM | CLONE_THREAD)).expect("nothing fails");
    let mm = task_lock(&parent).mm.expect("it has an mm");
    {
        let mut oom = lock(&parent.signal.oom);
        mmgrab(mm, &mut oom.oom_mm_ref);
        oom.oom_mm = Some(mm);
    }
    for task in [parent, thread] {
        end(&task);
        assert_eq!(mm.mm_count.count(), 1 + u32::from(mm.mm_users.count() > 0));
    }
    SYSTEM.flush();
    assert!(freed(mm));
}
