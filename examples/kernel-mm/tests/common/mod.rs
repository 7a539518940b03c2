//! Tasks for tests.

#![allow(dead_code, reason = "each test uses a part of this")]

pub(crate) mod cpu;
pub(crate) mod processes;

use std::sync::{Arc, Mutex, MutexGuard};

use kernel_mm::fork::{free_signal_struct, get_task_mm, mm_alloc, mmput};
use kernel_mm::kernel::cache::{self, Mm};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::{Errno, Result};
use kernel_mm::kernel::lock;
use kernel_mm::kernel::task::{PF_KTHREAD, SignalStruct, Task, task_lock};
use kernel_mm::kernel::workqueue::SYSTEM;
use kernel_mm::mm_types::{MmUsers, Vma};
use mmref::{MM_REF, move_ref};
use processes::failing_once_each;

/// The mms, the queues, the futexes and the initial mm belong to the whole machine: tests that look at them take turns.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    lock(&TURN)
}

/// A user task with an mm of its own, of which it is the only user.
pub(crate) fn user_task(pid: u32, comm: &str) -> Arc<Task> {
    let task = Arc::new(Task::new(pid, comm, 1000, 0, signal()));
    MM_REF!(mm_ref: MmUsers);
    let mm = mm_alloc(&task, &mut mm_ref);
    map(mm, &mm_ref);
    adopt(&task, mm, mm_ref);
    task
}

/// Another thread of the same process.
pub(crate) fn thread_of(leader: &Task, pid: u32) -> Arc<Task> {
    MM_REF!(mm_ref: MmUsers);
    let task = Arc::new(Task::new(pid, &leader.comm(), leader.uid, 0, Arc::clone(&leader.signal)));
    let mm = get_task_mm(leader, &mut mm_ref).expect("the leader has an mm");
    adopt(&task, mm, mm_ref);
    task
}

/// Another process that has the parent's mm.
pub(crate) fn vfork_of(parent: &Task, pid: u32) -> Arc<Task> {
    MM_REF!(mm_ref: MmUsers);
    let task = Arc::new(Task::new(pid, &parent.comm(), parent.uid, 0, signal()));
    let mm = get_task_mm(parent, &mut mm_ref).expect("the parent has an mm");
    adopt(&task, mm, mm_ref);
    task
}

fn signal() -> Arc<SignalStruct> {
    Arc::new(SignalStruct::new(0))
}

#[mmref::releases_ref(MmUsers)]
fn adopt(task: &Task, mm: Mm) {
    let mut slot = task_lock(task);
    move_ref(mm_ref, &mut slot.mm_ref);
    slot.mm = Some(mm);
    slot.active_mm = Some(mm);
}

/// The task's mm. The only holders are the task, of a U, and the users, of their C.
pub(crate) fn assert_quiet(task: &Task) {
    let mm = task_lock(task).mm.expect("it has an mm");
    let (users, count) = (mm.mm_users.refs(), mm.mm_count.refs());
    assert_eq!((users.count(), users.listed()), (Some(1), 1), "{users:#?}");
    assert_eq!((count.count(), count.listed()), (Some(1), 1), "{count:#?}");
}

#[mmref::requires_ref(MmUsers)]
fn map(mm: Mm) {
    let mut mmap = mm.mmap();
    mmap.arg = "cat".to_owned();
    mmap.env = "HOME=/".to_owned();
    mmap.auxv = vec![6, 4096];
    mmap.vmas.insert(0x1000, Vma { pages: vec![1; 4], name: "/bin/cat".to_owned(), shared: false });
    mmap.vmas.insert(0x9000, Vma { pages: vec![2; 8], name: "[heap]".to_owned(), shared: false });
    mmap.vmas.insert(0x20000, Vma { pages: vec![3; 2], name: "/dev/shm/x".to_owned(), shared: true });
}

/// The task's mm goes, and the task with it.
pub(crate) fn end(task: &Task) {
    let mut slot = task_lock(task);
    slot.active_mm = None;
    let (mm, mm_ref) = (slot.mm.take(), slot.mm_ref.take());
    drop(slot);
    if let Some(mm) = mm {
        mmput(mm, mm_ref);
    }
}

/// Writes a word of the task's memory, which must be mapped.
pub(crate) fn poke(task: &Task, address: u64, value: u64) {
    let mm = task_lock(task).mm.expect("it has an mm");
    *mm.mmap().page(address).expect("it is mapped") = value;
}

/// Whether an mm's memory was returned.
pub(crate) fn freed(mm: Mm) -> bool {
    !cache::allocated().contains(&mm)
}

/// Makes the first operation that may fail do so, then the second, and so on until `work` succeeds. After each failure,
/// only the task itself holds anything of its mm.
pub(crate) fn fail_everywhere<T>(task: &Arc<Task>, work: impl Fn() -> Result<T>) -> (Vec<Errno>, T) {
    let (done, errors) = failing_once_each(|| {
        let done = as_task(task, &work);
        if done.is_err() {
            SYSTEM.flush();
            assert_quiet(task);
        }
        done
    });
    (errors, done)
}

/// The process's signal structure goes.
pub(crate) fn free_signal(task: &Task) {
    free_signal_struct(&task.signal);
    SYSTEM.flush();
}

/// A kernel thread.
pub(crate) fn kthread(pid: u32) -> Arc<Task> {
    Arc::new(Task::new(pid, "kthread", 0, PF_KTHREAD, signal()))
}
