//! A kernel thread that adopts an mm gives up what it borrowed, and keeps the new one lazily.

use crate::common::cpu::Cpu;
use crate::common::{assert_quiet, end, freed, kthread, user_task};
use kernel_mm::fork::{get_task_mm, mmput};
use kernel_mm::kernel::task::task_lock;
use kernel_mm::mm_types::MmUsers;
use kernel_mm::mmu_context::{unuse_mm, use_mm};
use mmref::MM_REF;

#[mmref::test]
fn what_was_borrowed_is_exchanged() {
    MM_REF!(mm_ref: MmUsers);
    let cpu = Cpu::online();
    let (found, owner, thread) = (user_task(1, "sh"), user_task(2, "qemu"), kthread(3));
    cpu.switch(&found);
    cpu.switch(&thread);
    let mm = get_task_mm(&owner, &mut mm_ref).expect("it has an mm");
    use_mm(mm, &mm_ref);
    assert_quiet(&found);
    assert_eq!((task_lock(&thread).mm, mm.mm_count.count()), (Some(mm), 2));

    unuse_mm();
    use_mm(mm, &mm_ref);
    assert_eq!(mm.mm_count.count(), 2, "it had this one borrowed already");

    cpu.switch(&found);
    assert_eq!(mm.mm_count.count(), 2, "it keeps what it has adopted, also while others run");
    cpu.switch(&thread);
    unuse_mm();
    mmput(mm, mm_ref);
    end(&owner);
    assert!(!freed(mm), "it is borrowed still");
    cpu.switch(&found);
    assert!(freed(mm));
    cpu.offline();
    assert_quiet(&found);
    end(&found);
}
