//! The victim's signal structure holds one C, the reaper a U while it reaps, and the killer a C while it looks for
//! others that have the mm.

use crate::common::{self, alone};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;

use kernel_mm::kernel::cache::Mm;
use kernel_mm::kernel::lock;
use kernel_mm::kernel::task::{Task, task_lock};
use kernel_mm::kernel::workqueue::SYSTEM;
use kernel_mm::oom_kill::{
    MMF_OOM_SKIP, MMF_UNSTABLE, OOM_REAPER, PF_SIGNALED, TIF_MEMDIE, mark_oom_victim, out_of_memory, wake_oom_reaper,
};

fn mm_of(task: &Task) -> Mm {
    task_lock(task).mm.expect("it has an mm")
}

fn has(task: &Task, flags: u32) -> bool {
    task.flags.load(Ordering::Relaxed) & flags == flags
}

/// The contents of a private page, and of a shared one.
fn pages(mm: Mm) -> (Option<u64>, Option<u64>) {
    let mut mmap = mm.mmap();
    let mut page = |address| mmap.page(address).copied();
    (page(0x9000), page(0x20000))
}

fn one_victim_and_its_peers() {
    let (victim, small) = (common::user_task(2, "hog"), common::user_task(3, "small"));
    let peer = common::vfork_of(&victim, 4);
    let processes = [common::kthread(5), Arc::clone(&small), Arc::clone(&victim), Arc::clone(&peer)];
    mm_of(&small).mmap().vmas.clear();
    *lock(&peer.signal.oom_score_adj) = i16::MIN;
    let mm = mm_of(&victim);

    assert!(out_of_memory(&processes));
    assert!(has(&victim, PF_SIGNALED | TIF_MEMDIE) && has(&peer, PF_SIGNALED) && !has(&small, PF_SIGNALED));
    assert_eq!((mm.mm_users.refs().listed(), mm.mm_count.refs().listed()), (2, 2));
    assert!(out_of_memory(&processes), "it is chosen again until it was reaped");
    assert_eq!(mm.mm_count.refs().listed(), 2);

    let thread = common::thread_of(&victim, 6);
    mark_oom_victim(&thread, mm, &task_lock(&thread).mm_ref);
    assert!(has(&thread, TIF_MEMDIE));
    assert_eq!(mm.mm_count.refs().listed(), 2, "one for all threads");
    common::end(&thread);

    OOM_REAPER.flush();
    assert_eq!(mm.mmap().flags, MMF_UNSTABLE | MMF_OOM_SKIP);
    assert_eq!(pages(mm), (Some(0), Some(3)));
    assert_eq!(mm.mm_users.refs().listed(), 2);
    assert!(out_of_memory(&processes));
    assert!(has(&small, PF_SIGNALED), "the next is chosen");
    OOM_REAPER.flush();
    assert!(!out_of_memory(&processes));

    [&victim, &peer, &small].into_iter().for_each(|task| common::end(task));
    assert!(!common::freed(mm), "the signal structure has it");
    [&victim, &small].into_iter().for_each(|task| common::free_signal(task));
    assert!(common::freed(mm));
}

/// The mm of a task that has ended, or that somebody is using, is not reaped.
fn nothing_to_reap() {
    let (ended, busy) = (common::user_task(6, "ended"), common::user_task(7, "busy"));
    let (mm, busy_mm) = (mm_of(&ended), mm_of(&busy));
    assert!(out_of_memory(std::slice::from_ref(&ended)) && out_of_memory(std::slice::from_ref(&busy)));
    common::end(&ended);
    let mmap_sem = busy_mm.mmap();
    OOM_REAPER.flush();
    assert_eq!(mmap_sem.flags, 0);
    drop(mmap_sem);
    assert_eq!(mm.mmap().flags, 0);
    wake_oom_reaper(&common::kthread(8));
    OOM_REAPER.flush();
    common::end(&busy);
    [&ended, &busy].into_iter().for_each(|task| common::free_signal(task));
    assert!(common::freed(mm) && common::freed(busy_mm));
}

/// The init process must not die, and its mm must not be taken from it either.
fn shared_with_init() {
    let victim = common::user_task(9, "child");
    let init = common::vfork_of(&victim, 1);
    let mm = mm_of(&victim);
    assert!(out_of_memory(&[Arc::clone(&init), Arc::clone(&victim)]));
    OOM_REAPER.flush();
    assert_eq!(mm.mmap().flags, MMF_OOM_SKIP);
    assert_eq!(pages(mm), (Some(2), Some(3)));
    [&victim, &init].into_iter().for_each(|task| common::end(task));
    common::free_signal(&victim);
    assert!(common::freed(mm));
}

/// The reaper may turn out to be the last user.
fn reaped_on_exit() {
    for _ in 0..200 {
        let victim = common::user_task(10, "hog");
        let mm = mm_of(&victim);
        thread::scope(|scope| {
            scope.spawn(|| out_of_memory(std::slice::from_ref(&victim)));
            scope.spawn(|| common::end(&victim));
            OOM_REAPER.flush();
            SYSTEM.flush();
        });
        OOM_REAPER.flush();
        SYSTEM.flush();
        assert!(lock(&victim.signal.oom).oom_mm.is_some() || common::freed(mm));
        common::free_signal(&victim);
        assert!(common::freed(mm));
    }
}

#[mmref::test]
fn each_share_is_given_up() {
    let _alone = alone();
    one_victim_and_its_peers();
    nothing_to_reap();
    shared_with_init();
    reaped_on_exit();
}
