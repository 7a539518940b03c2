//! Turning off a swap area visits all mms with four users' shares in hand, and leaves none behind.

use crate::common::{self, alone};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::common::freed;
use crate::common::processes::{failing, mm_of};
use kernel_mm::fork::{get_task_mm, mmput};
use kernel_mm::init_mm::init_mm;
use kernel_mm::kernel::cache::Mm;
use kernel_mm::kernel::errno::{Errno, Result};
use kernel_mm::kernel::lock;
use kernel_mm::kernel::task::Task;
use kernel_mm::swapfile::{SwapInfo, copy_swap_ptes, swap_out, swapoff};
use mmref::MM_REF;

#[mmref::balances_refs]
fn swap(si: &SwapInfo, task: &Task, address: u64) -> Result<()> {
    MM_REF!(mm_ref);
    let mm = get_task_mm(task, &mut mm_ref).ok_or(Errno::Esrch)?;
    let done = swap_out(si, mm, address, &mm_ref);
    mmput(mm, mm_ref);
    done
}

#[mmref::balances_refs]
fn share(child: &Task, parent: &Task) {
    MM_REF!(mm_ref);
    let mm = get_task_mm(child, &mut mm_ref).expect("it has an mm");
    copy_swap_ptes(mm, mm_of(parent), &mm_ref);
    mmput(mm, mm_ref);
}

/// Three processes: all have the first page, and one each has the others.
fn family(si: &SwapInfo) -> [Arc<Task>; 3] {
    let tasks = [1, 2, 3].map(|pid| common::user_task(pid, "sh"));
    swap(si, &tasks[0], 0x1000).expect("it is mapped");
    share(&tasks[1], &tasks[0]);
    share(&tasks[2], &tasks[0]);
    for (task, address) in tasks.iter().zip([0x9000, 0xa000, 0xb000]) {
        swap(si, task, address).expect("it is mapped");
    }
    tasks
}

fn assert_alone(tasks: &[Arc<Task>]) {
    tasks.iter().for_each(|task| common::assert_quiet(task));
    let init = init_mm().mm_users.refs();
    assert_eq!((init.count(), init.listed()), (Some(2), 0), "{init:#?}");
}

fn swapped(mm: Mm) -> usize {
    mm.mmap().swapped.len()
}

#[mmref::test]
fn everything_is_back_in_memory() {
    let _alone = alone();
    let si = SwapInfo::new();
    let tasks = family(&si);
    assert_eq!((si.inuse_pages(), swap(&si, &tasks[0], 0x8000)), (4, Err(Errno::Efault)));
    assert_eq!(tasks.each_ref().map(|task| swapped(mm_of(task))), [2; 3]);
    assert_eq!(swapoff(&si), Ok(()));
    assert_eq!(si.inuse_pages(), 0);
    assert_eq!(tasks.each_ref().map(|task| swapped(mm_of(task))), [0; 3]);
    assert_alone(&tasks);
    assert_eq!(swapoff(&si), Ok(()), "there is nothing to do");
    assert_alone(&tasks);
    tasks.iter().for_each(|task| common::end(task));
}

#[mmref::test]
fn it_stops_at_any_step_and_can_be_tried_again() {
    let _alone = alone();
    let mut stops = Vec::new();
    for n in 1.. {
        let si = SwapInfo::new();
        let tasks = family(&si);
        let stopped = failing(n, || swapoff(&si));
        assert_alone(&tasks);
        assert_eq!(swapoff(&si), Ok(()));
        assert_alone(&tasks);
        tasks.iter().for_each(|task| common::end(task));
        let Err(errno) = stopped else { break };
        stops.push(errno);
    }
    assert!(stops.len() > 12, "{stops:?}");
    assert!(stops.contains(&Errno::Eintr) && stops.contains(&Errno::Enomem));
}

#[mmref::test]
fn mms_that_go_during_the_walk() {
    let _alone = alone();
    let si = SwapInfo::new();
    let tasks = family(&si);
    let mms = tasks.each_ref().map(|task| mm_of(task));
    thread::scope(|scope| {
        let present = mms[1].mmap();
        let walk = scope.spawn(|| swapoff(&si));
        while mms[1].mm_users.count() < 2 && !walk.is_finished() {
            thread::yield_now();
        }
        assert_eq!(mms[1].mm_users.count(), 2, "the walk has come to the second");
        assert_eq!(swapoff(&si), Err(Errno::Einval), "somebody is at it");
        assert_eq!(swap(&si, &tasks[0], 0x2000), Err(Errno::Enomem));
        tasks.iter().for_each(|task| common::end(task));
        let kept = (mms[0].mm_users.count(), mms[1].mm_users.count(), freed(mms[2]));
        drop(present);
        assert_eq!(kept, (1, 1, true), "the walk keeps its next start and the present");
        assert_eq!(walk.join().expect("no violation"), Ok(()));
    });
    assert!(mms.into_iter().all(freed));
    assert_eq!(si.inuse_pages(), 0);
    assert_alone(&[]);
}

#[mmref::test]
fn processes_come_and_go_meanwhile() {
    let _alone = alone();
    let si = SwapInfo::new();
    let mms = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..100 {
                    let tasks = [1, 2].map(|pid| common::user_task(pid, "sh"));
                    lock(&mms).extend(tasks.each_ref().map(|task| mm_of(task)));
                    for address in [0x1000, 0x2000, 0x9000] {
                        let _ = swap(&si, &tasks[0], address);
                    }
                    share(&tasks[1], &tasks[0]);
                    tasks.iter().for_each(|task| common::end(task));
                }
            });
        }
        for n in 0..200 {
            let _ = failing(n % 20, || swapoff(&si));
        }
    });
    assert!(lock(&mms).drain(..).all(freed));
    assert_alone(&[]);
}
