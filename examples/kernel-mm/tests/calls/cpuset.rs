//! The U that a cpuset takes of each task's mm is given up at once, or goes to the work that moves its pages.

use crate::common;
use std::sync::Arc;
use std::thread;

use kernel_mm::cpuset::{CPUSET_MIGRATE_MM_WQ, Cpuset, cpuset_attach, update_nodemask};
use kernel_mm::kernel::cache::Mm;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::kernel::fault::fail_nth;
use kernel_mm::kernel::task::task_lock;

/// Where new pages come from, and where existing ones are.
fn nodes(mm: Mm) -> (u32, u32) {
    let mmap = mm.mmap();
    (mmap.policy, mmap.nodes)
}

fn pages_move_later() {
    let tasks = [1, 2].map(|pid| common::user_task(pid, "worker"));
    let mms = tasks.each_ref().map(|task| task_lock(task).mm.expect("it has an mm"));
    let gone = common::user_task(3, "gone");
    common::end(&gone);
    let (fixed, moving) = (Cpuset::new(1, false), Cpuset::new(2, true));
    let users = || mms.map(|mm| mm.mm_users.refs().listed());

    cpuset_attach(&fixed, &[&moving], &[tasks.as_slice(), &[gone, common::kthread(4)]].concat());
    assert_eq!(update_nodemask(&fixed, 0), Err(Errno::Einval));
    assert_eq!(update_nodemask(&fixed, 4), Ok(()));
    assert_eq!(mms.map(nodes), [(4, 1); 2]);
    assert_eq!(users(), [1, 1]);

    cpuset_attach(&moving, &[&fixed], &tasks);
    assert_eq!(users(), [2, 2], "the work holds one");
    CPUSET_MIGRATE_MM_WQ.flush();
    assert_eq!(users(), [1, 1]);
    assert_eq!(mms.map(nodes), [(2, 1); 2], "they were not on node 4");

    mms.iter().for_each(|mm| mm.mmap().nodes = 2);
    fail_nth(1);
    assert_eq!(update_nodemask(&moving, 8), Ok(()));
    assert_eq!(users(), [1, 2], "there was no memory to move the first");
    tasks.iter().for_each(|task| common::end(task));
    assert!(common::freed(mms[0]));
    assert_eq!(mms[1].mmap().total_vm(), 14, "its last user is the work");
    CPUSET_MIGRATE_MM_WQ.flush();
    assert!(common::freed(mms[1]));
}

/// Tasks end while others move them and their pages.
fn all_at_once() {
    let (one, other) = (Cpuset::new(1, true), Cpuset::new(2, true));
    for round in 1..60 {
        let tasks: Vec<_> = (0..3).map(|pid| common::user_task(pid, "worker")).collect();
        let mms: Vec<_> = tasks.iter().filter_map(|task| task_lock(task).mm).collect();
        thread::scope(|scope| {
            scope.spawn(|| cpuset_attach(&one, &[&other], &tasks));
            scope.spawn(|| cpuset_attach(&other, &[&one], &tasks));
            scope.spawn(|| update_nodemask(&one, round));
            scope.spawn(|| tasks.iter().for_each(|task| common::end(task)));
            CPUSET_MIGRATE_MM_WQ.flush();
        });
        CPUSET_MIGRATE_MM_WQ.flush();
        assert!(mms.iter().all(|mm| common::freed(*mm)));
        assert!(tasks.iter().all(|task| Arc::strong_count(task) == 1));
    }
}

#[mmref::test]
fn each_user_is_given_up() {
    pages_move_later();
    all_at_once();
}
