//! Kernel threads borrow the mm that they find, and the run queue gives it up after them.

use crate::common::alone;
use crate::common::cpu::Cpu;
use crate::common::{assert_quiet, end, freed, kthread, user_task};
use kernel_mm::init_mm::{INIT_MM_REF, init_mm};
use kernel_mm::kernel::task::{Task, task_lock};
use kernel_mm::sched::mmdrop;
use kernel_mm::sched_core::sched_init;

fn borrowed(task: &Task) -> Option<kernel_mm::kernel::cache::Mm> {
    task_lock(task).active_mm
}

fn init_mm_counts() -> (u32, u32) {
    (init_mm().mm_users.count(), init_mm().mm_count.count())
}

/// A single test, because there is only one `init_mm`.
#[mmref::test]
fn every_task_holds_what_it_runs_on_and_no_more() {
    let _alone = alone();
    assert_eq!(init_mm_counts(), (2, 1));
    let cpu = Cpu::online();
    sched_init();
    assert_eq!(init_mm_counts(), (2, 3), "the idle task's own, and the one for good");

    let (user, other, first, second) = (user_task(1, "sh"), user_task(2, "cat"), kthread(3), kthread(4));
    let mm = borrowed(&user).expect("it runs on its own");

    cpu.switch(&first);
    assert_eq!((borrowed(&first), init_mm_counts()), (Some(init_mm()), (2, 3)), "from one borrower to the next");
    cpu.switch(&user);
    assert_eq!((borrowed(&first), init_mm_counts()), (None, (2, 2)));
    assert_quiet(&user);

    cpu.switch(&first);
    assert_eq!((borrowed(&first), mm.mm_count.count()), (Some(mm), 2));
    cpu.switch(&second);
    assert_eq!((borrowed(&first), borrowed(&second), mm.mm_count.count()), (None, Some(mm), 2));
    cpu.switch(&user);
    assert_quiet(&user);
    cpu.switch(&other);
    assert_quiet(&user);

    cpu.switch(&user);
    cpu.switch(&second);
    end(&user);
    assert_eq!((mm.mm_users.count(), mm.mm_count.count()), (0, 1), "the borrower has the last");
    cpu.switch(&other);
    assert!(freed(mm));
    assert_quiet(&other);

    cpu.offline();
    mmdrop(init_mm(), INIT_MM_REF.take());
    assert_eq!(init_mm_counts(), (2, 1));
    assert_quiet(&other);
    end(&other);
    assert!(mmref::live().is_empty());
}
