//! `status`, `stat`, `statm` and `cmdline` are users during a read.

use crate::common;
use crate::common::processes::{failing, mm_of, stale_inode};
use crate::common::{freed, kthread};
use kernel_mm::array::{do_task_stat, proc_pid_statm, proc_pid_status};
use kernel_mm::base::proc_pid_cmdline_read;
use kernel_mm::internal::Inode;
use kernel_mm::kernel::errno::Errno;

#[mmref::test]
fn a_task_with_an_mm() {
    let task = common::user_task(1, "cat");
    assert_eq!(
        proc_pid_status(&task),
        "Name:\tcat\nPid:\t1\nVmSize:\t56 kB\nVmRSS:\t56 kB\nVmSwap:\t0 kB\nUid:\t1000\n"
    );
    assert_eq!(do_task_stat(&task), "1 (cat) 57344 14\n");
    assert_eq!(proc_pid_statm(&task), "14 14 2 0 0 0 0\n");
    common::assert_quiet(&task);
    common::end(&task);
}

#[mmref::test]
fn a_task_without_an_mm() {
    let (task, kthread) = (common::user_task(1, "cat"), kthread(99));
    let mm = mm_of(&task);
    common::end(&task);
    assert!(freed(mm));
    for task in [&task, &kthread] {
        assert!(!proc_pid_status(task).contains("Vm"));
        assert!(do_task_stat(task).ends_with(" 0 0\n"));
        assert_eq!(proc_pid_statm(task), "0 0 0 0 0 0 0\n");
        assert_eq!(proc_pid_cmdline_read(&Inode::new(task), 0, 9), Ok(String::new()));
    }
}

#[mmref::test]
fn cmdline_gives_up_its_user_on_every_path() {
    let task = common::user_task(1, "cat");
    let inode = Inode::new(&task);
    assert_eq!(proc_pid_cmdline_read(&inode, 1, 9), Ok("at".to_owned()));
    assert_eq!(failing(1, || proc_pid_cmdline_read(&inode, 1, 9)), Err(Errno::Enomem));
    mm_of(&task).mmap().env.clear();
    assert_eq!(proc_pid_cmdline_read(&inode, 0, 9), Ok(String::new()), "it has not got that far yet");
    assert_eq!(proc_pid_cmdline_read(&stale_inode(), 0, 9), Err(Errno::Esrch));
    common::assert_quiet(&task);
    common::end(&task);
}
