//! The U of the new mm moves from the loader to the task, and the old one is given up.

use std::sync::atomic::Ordering;

use crate::common::cpu::Cpu;
use crate::common::{assert_quiet, end, fail_everywhere, freed, kthread, user_task};
use kernel_mm::exec::{Arguments, do_execveat_common};
use kernel_mm::fork::{get_task_mm, mmput};
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::{Errno, Result};
use kernel_mm::kernel::fault::fail_nth;
use kernel_mm::kernel::task::{PF_SIGNALED, Task, task_lock};
use kernel_mm::mm_types::MmUsers;
use mmref::MM_REF;

/// The failure while the program is loaded, after the point of no return.
const LAST_FAILURE: u32 = 8;

fn exec() -> Result<()> {
    do_execveat_common("cat", Arguments { argv: "-n", envp: "HOME=/" })
}

fn arguments(task: &Task) -> String {
    task_lock(task).mm.expect("it has an mm").mmap().arg.clone()
}

#[mmref::test]
fn the_old_mm_goes_when_nobody_else_uses_it() {
    let task = user_task(7, "sh");
    let old = task_lock(&task).mm.expect("it has an mm");
    as_task(&task, exec).expect("nothing fails");
    assert!(freed(old));
    assert_quiet(&task);
    assert_eq!((arguments(&task), task.comm()), ("cat -n".to_owned(), "cat".to_owned()));
    end(&task);
}

#[mmref::test]
fn others_keep_the_old_mm() {
    MM_REF!(mm_ref: MmUsers);
    let task = user_task(7, "sh");
    let old = get_task_mm(&task, &mut mm_ref).expect("it has an mm");
    as_task(&task, exec).expect("nothing fails");
    assert_eq!(old.mmap().total_vm(), 14);
    mmput(old, mm_ref);
    assert!(freed(old));
    end(&task);
}

#[mmref::test]
fn whatever_fails_nothing_is_left_behind() {
    use Errno::{Eagain, Efault, Eintr, Einval, Enoent, Enomem};
    let task = user_task(7, "sh");
    let (errors, ()) = fail_everywhere(&task, exec);
    assert_eq!(errors, [Enoent, Enomem, Enomem, Efault, Einval, Eagain, Eintr, Enomem]);
    end(&task);
}

#[mmref::test]
fn the_task_keeps_its_mm_until_the_point_of_no_return() {
    let task = user_task(7, "sh");
    let old = task_lock(&task).mm;
    for n in 1..=LAST_FAILURE {
        fail_nth(n);
        assert!(as_task(&task, exec).is_err());
        assert_eq!(task_lock(&task).mm == old, n < LAST_FAILURE);
        assert_eq!(task.flags.load(Ordering::Relaxed) & PF_SIGNALED != 0, n == LAST_FAILURE);
    }
    end(&task);
}

/// A kernel thread has no U to give up, but a C of the mm that it found.
#[mmref::test]
fn a_kernel_thread_becomes_a_process() {
    let cpu = Cpu::online();
    let (task, helper) = (user_task(7, "sh"), kthread(8));
    let mm = task_lock(&task).mm.expect("it has an mm");
    cpu.switch(&task);
    cpu.switch(&helper);
    assert_eq!((task_lock(&helper).active_mm, mm.mm_count.count()), (Some(mm), 2));
    fail_nth(LAST_FAILURE - 1);
    assert_eq!(exec(), Err(Errno::Eintr));
    fail_nth(0);
    assert_eq!((task_lock(&helper).active_mm, mm.mm_count.count()), (Some(mm), 2));
    exec().expect("nothing fails");
    assert!(!helper.is_kthread());
    assert_quiet(&task);
    assert_quiet(&helper);
    cpu.offline();
    end(&task);
    end(&helper);
}
