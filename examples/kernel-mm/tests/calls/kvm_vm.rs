//! A VM holds two Cs from its creation to its end, and none if it cannot be made.

use crate::common;
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::kernel::task::task_lock;
use kernel_mm::kvm_main::{kvm_create_vm, kvm_get_kvm, kvm_put_kvm, kvm_usage_count, kvm_vcpu_run};
use kernel_mm::mmu_notifier::mmu_notifier_invalidate_range_start;

#[mmref::test]
fn from_creation_to_the_end_of_its_last_user() {
    let (task, other) = (common::user_task(1, "qemu"), common::user_task(2, "other"));
    let mm = task_lock(&task).mm.expect("it has an mm");
    let (errors, kvm) = common::fail_everywhere(&task, || {
        assert_eq!(kvm_usage_count(), 0);
        kvm_create_vm()
    });
    assert_eq!(errors, [Errno::Enomem, Errno::Ebusy, Errno::Enomem, Errno::Eintr]);
    assert_eq!((kvm_usage_count(), mm.mm_count.refs().listed()), (1, 3));

    assert_eq!(as_task(&other, || kvm_vcpu_run(&kvm, 0, 0x9000)), Err(Errno::Eio));
    as_task(&task, || {
        assert_eq!(kvm_vcpu_run(&kvm, 0, 0x9000), Ok(()));
        assert_eq!(kvm_vcpu_run(&kvm, 1, 0x1000), Ok(()));
        assert_eq!(kvm_vcpu_run(&kvm, 1, 0x8000), Err(Errno::Efault));
    });
    mmu_notifier_invalidate_range_start(mm, &(0..0x2000));
    assert_eq!(kvm.shadow_pages(), [(0x9000, 2)].into());

    common::end(&task);
    assert!(kvm.shadow_pages().is_empty());
    assert_eq!((mm.mm_users.count(), mm.mm_count.refs().listed()), (0, 2));
    let last = kvm_get_kvm(&kvm);
    kvm_put_kvm(kvm);
    assert!(!common::freed(mm));
    kvm_put_kvm(last);
    assert_eq!(kvm_usage_count(), 0);
    assert!(common::freed(mm));
    assert!(as_task(&common::kthread(3), kvm_create_vm).is_err());
    common::end(&other);
}
