//! What must wait is left to a work queue. Those who may not look at a task's mm get nothing.

use crate::common::alone;
use std::sync::Arc;

use crate::common::{assert_quiet, end, freed, kthread, user_task};
use kernel_mm::fork::{get_task_mm, mm_access, mmput, mmput_async};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::{Errno, Result};
use kernel_mm::kernel::task::{SignalStruct, Task};
use kernel_mm::kernel::workqueue::SYSTEM;
use kernel_mm::mm_types::{MmCount, MmUsers};
use kernel_mm::sched::{mmdrop_async, mmget_not_zero, mmgrab};
use mmref::{MM_REF, balances_refs};

fn somebody(uid: u32) -> Arc<Task> {
    Arc::new(Task::new(99, "ps", uid, 0, Arc::new(SignalStruct::new(0))))
}

#[balances_refs]
fn look_at(task: &Task) -> Result<u64> {
    MM_REF!(mm_ref: MmUsers);
    let mm = mm_access(task, &mut mm_ref)?;
    let pages = mm.mmap().total_vm();
    mmput(mm, mm_ref);
    Ok(pages)
}

#[mmref::test]
fn root_and_the_same_user_may_look() {
    let _alone = alone();
    let task = user_task(1, "sh");
    assert_eq!(as_task(&somebody(0), || look_at(&task)), Ok(14));
    assert_eq!(as_task(&somebody(1000), || look_at(&task)), Ok(14));
    assert_eq!(as_task(&somebody(1001), || look_at(&task)), Err(Errno::Eacces));
    assert_eq!(as_task(&somebody(0), || look_at(&kthread(2))), Err(Errno::Esrch));
    assert_quiet(&task);
    end(&task);
}

/// One after another: any thread may flush a work queue.
#[mmref::test]
fn the_last_one_can_leave_the_rest_to_a_worker() {
    let _alone = alone();
    the_last_user_can_leave_the_rest_to_a_worker();
    the_last_count_can_leave_the_rest_to_a_worker();
}

fn the_last_user_can_leave_the_rest_to_a_worker() {
    MM_REF!(first_ref: MmUsers);
    MM_REF!(last_ref: MmUsers);
    let task = user_task(1, "sh");
    let mm = get_task_mm(&task, &mut first_ref).expect("it has an mm");
    assert!(mmget_not_zero(mm, &mut last_ref));
    mmput_async(mm, first_ref);
    end(&task);
    mmput_async(mm, last_ref);
    assert_eq!((mm.mm_users.count(), mm.mm_count.count(), mm.mmap().total_vm()), (0, 1, 14));
    SYSTEM.flush();
    assert!(freed(mm));
}

fn the_last_count_can_leave_the_rest_to_a_worker() {
    MM_REF!(user_ref: MmUsers);
    MM_REF!(count_ref: MmCount);
    let task = user_task(1, "sh");
    let mm = get_task_mm(&task, &mut user_ref).expect("it has an mm");
    mmgrab(mm, &mut count_ref);
    mmput(mm, user_ref);
    end(&task);
    mmdrop_async(mm, count_ref);
    assert!(!freed(mm));
    SYSTEM.flush();
    assert!(freed(mm));
}
