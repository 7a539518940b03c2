//! Setting a process's core-dump filter needs a user; setting its score takes a C if others share its mm.

use crate::common;
use std::sync::Arc;

use crate::common::kthread;
use crate::common::processes::{as_root, as_stranger, mm_of, stale_inode};
use kernel_mm::base::{__set_oom_adj, proc_coredump_filter_read, proc_coredump_filter_write};
use kernel_mm::fork::get_task_mm;
use kernel_mm::internal::Inode;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::kernel::task::{Task, task_lock};
use mmref::MM_REF;

#[mmref::test]
fn the_filter_is_kept_in_the_mm() {
    let task = common::user_task(1, "cat");
    let inode = Inode::new(&task);
    mm_of(&task).mmap().flags = 0x8000_0003;
    assert_eq!(proc_coredump_filter_write(&inode, "51\n"), Ok(()));
    assert_eq!(proc_coredump_filter_read(&inode), Ok("00000033\n".to_owned()));
    assert_eq!(mm_of(&task).mmap().flags, 0x8000_00cf, "the other flags are as before");
    assert_eq!(proc_coredump_filter_write(&inode, "all"), Err(Errno::Einval));
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!(proc_coredump_filter_read(&inode), Ok(String::new()));
    assert_eq!(proc_coredump_filter_write(&inode, "51"), Err(Errno::Esrch));
    assert_eq!(proc_coredump_filter_read(&stale_inode()), Err(Errno::Esrch));
    assert_eq!(proc_coredump_filter_write(&stale_inode(), "51"), Err(Errno::Esrch));
}

/// A separate process with the mm of another, as `vfork` leaves it.
fn sharing(other: &Task) -> Arc<Task> {
    let task = common::user_task(2, "dash");
    common::end(&task);
    let mut slot = task_lock(&task);
    slot.mm = get_task_mm(other, &mut slot.mm_ref);
    drop(slot);
    task
}

#[mmref::test]
fn a_score_is_that_of_all_who_share_the_mm() {
    let task = common::user_task(1, "cat");
    let thread = common::thread_of(&task, 3);
    let (shares, other) = (sharing(&task), common::user_task(4, "sh"));
    let tasks = [&task, &thread, &shares, &other, &kthread(99)].map(Arc::clone);
    let scores = || [&task, &thread, &shares, &other].map(|task| *task.signal.oom_score_adj.lock().unwrap());
    let inode = Inode::new(&task);
    assert_eq!(as_stranger(|| __set_oom_adj(&inode, 500, &tasks)), Ok(()));
    assert_eq!(scores(), [500, 500, 500, 0]);
    assert_eq!(as_stranger(|| __set_oom_adj(&inode, 499, &tasks)), Err(Errno::Eacces));
    assert_eq!(as_root(|| __set_oom_adj(&inode, -500, &tasks)), Ok(()));
    assert_eq!(scores(), [-500, -500, -500, 0]);
    common::end(&shares);
    common::end(&thread);
    common::assert_quiet(&task);
    assert_eq!(as_root(|| __set_oom_adj(&inode, 7, &tasks)), Ok(()), "nobody shares it");
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!(as_root(|| __set_oom_adj(&inode, 9, &tasks)), Ok(()), "there is no mm");
    assert_eq!(scores(), [9, 9, -500, 0]);
    common::end(&other);
    assert_eq!(as_root(|| __set_oom_adj(&stale_inode(), 9, &tasks)), Err(Errno::Esrch));
}

#[mmref::test]
fn any_other_user_may_be_one_who_shares() {
    MM_REF!(mm_ref);
    let task = common::user_task(1, "cat");
    let mm = get_task_mm(&task, &mut mm_ref).expect("it has an mm");
    assert_eq!(as_root(|| __set_oom_adj(&Inode::new(&task), 5, &[Arc::clone(&task)])), Ok(()));
    assert_eq!((mm.mm_users.count(), mm.mm_count.count()), (2, 1), "the C was only for the time of the call");
    kernel_mm::fork::mmput(mm, mm_ref);
    common::assert_quiet(&task);
    common::end(&task);
}
