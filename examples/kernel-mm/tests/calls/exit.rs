//! A task that ends gives up its U, and keeps a C of its mm until the CPU leaves it.

use crate::common::cpu::Cpu;
use crate::common::{end, freed, kthread, user_task};
use kernel_mm::exit::do_exit;
use kernel_mm::fork::get_task_mm;
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::task::task_lock;
use kernel_mm::mm_types::MmUsers;
use mmref::MM_REF;

#[mmref::test]
fn the_mm_goes_when_the_cpu_has_left_the_task() {
    MM_REF!(mm_ref: MmUsers);
    let cpu = Cpu::online();
    let (task, other) = (user_task(7, "sh"), user_task(8, "cat"));
    let mm = task_lock(&task).mm.expect("it has an mm");
    cpu.switch(&task);
    do_exit();
    assert_eq!(get_task_mm(&task, &mut mm_ref), None);
    assert_eq!((mm.mm_users.count(), mm.mm_count.count(), mm.mmap().total_vm()), (0, 1, 0));
    cpu.switch_to_idle();
    assert_eq!(mm.mm_count.count(), 1, "the idle task has borrowed it");
    cpu.switch(&other);
    assert!(freed(mm));
    cpu.offline();
    end(&other);
}

#[mmref::test]
fn a_task_without_mm_ends_too() {
    let task = kthread(9);
    as_task(&task, do_exit);
    assert!(task.is_exiting());
}
