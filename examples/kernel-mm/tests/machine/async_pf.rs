//! The U of a page that is being fetched is given up by the worker, by whoever takes the work back, or by a failing
//! set-up.

use crate::common::{self, alone};
use std::sync::Arc;
use std::thread;

use kernel_mm::async_pf::{
    ASYNC_PF_PER_VCPU, PAGE_OFFSET, kvm_check_async_pf_completion, kvm_clear_async_pf_completion_queue,
    kvm_setup_async_pf,
};
use kernel_mm::kernel::cache::Mm;
use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::fault::fail_nth;
use kernel_mm::kernel::task::{Task, task_lock};
use kernel_mm::kernel::workqueue::SYSTEM;
use kernel_mm::kvm_main::{Kvm, kvm_create_vm, kvm_get_kvm, kvm_put_kvm, kvm_usage_count, kvm_vcpu_run};

const PAGE: u64 = 0x9000;

fn guest(pid: u32) -> (Arc<Task>, Mm, Arc<Kvm>) {
    let task = common::user_task(pid, "qemu");
    let mm = task_lock(&task).mm.expect("it has an mm");
    let kvm = as_task(&task, kvm_create_vm).expect("nothing fails");
    (task, mm, kvm)
}

fn set_up_fails() {
    let (task, mm, kvm) = guest(1);
    as_task(&task, || {
        assert!(!kvm_setup_async_pf(&kvm, 0, PAGE_OFFSET));
        fail_nth(1);
        assert!(!kvm_setup_async_pf(&kvm, 0, PAGE));
        assert_eq!(mm.mm_users.refs().listed(), 1);
        assert!((0..ASYNC_PF_PER_VCPU).all(|_| kvm_setup_async_pf(&kvm, 0, PAGE)));
        assert!(!kvm_setup_async_pf(&kvm, 0, PAGE), "there is no room for more");
    });
    assert_eq!(mm.mm_users.refs().listed(), 1 + ASYNC_PF_PER_VCPU as u32);
    kvm_clear_async_pf_completion_queue(&kvm.vcpus[0]);
    kvm_put_kvm(kvm);
    common::assert_quiet(&task);
    SYSTEM.flush();
    common::end(&task);
}

fn a_worker_is_done() {
    let (task, mm, kvm) = guest(2);
    as_task(&task, || {
        let mmap_sem = mm.mmap();
        assert_eq!(kvm_vcpu_run(&kvm, 0, PAGE), Ok(()));
        drop(mmap_sem);
        assert_eq!((kvm_check_async_pf_completion(&kvm, 0), mm.mm_users.refs().listed()), (0, 2));
        SYSTEM.flush();
        assert_eq!((kvm_check_async_pf_completion(&kvm, 0), mm.mm_users.refs().listed()), (1, 1));
        assert_eq!(kvm.shadow_pages(), [(PAGE, 2)].into());
    });
    kvm_put_kvm(kvm);
    common::assert_quiet(&task);
    common::end(&task);
}

/// The last user, and the last user of the VM: both end with the work.
fn a_worker_is_last() {
    let (task, mm, kvm) = guest(3);
    assert!(as_task(&task, || kvm_setup_async_pf(&kvm, 0, PAGE)));
    kvm_put_kvm(kvm);
    common::end(&task);
    assert_eq!((mm.mmap().total_vm(), kvm_usage_count()), (14, 1));
    SYSTEM.flush();
    assert_eq!(kvm_usage_count(), 0);
    assert!(common::freed(mm));
}

/// One resets a vcpu, one works, and one exits: exactly one of them gives up each share.
fn all_at_once() {
    for _ in 0..100 {
        let (task, mm, kvm) = guest(4);
        as_task(&task, || (0..8).for_each(|_| assert!(kvm_setup_async_pf(&kvm, 1, PAGE))));
        let others = [(); 2].map(|()| kvm_get_kvm(&kvm));
        thread::scope(|scope| {
            for kvm in others {
                scope.spawn(|| reset(kvm));
            }
            scope.spawn(|| SYSTEM.flush());
            scope.spawn(|| kvm_put_kvm(kvm));
            common::end(&task);
        });
        SYSTEM.flush();
        assert!(common::freed(mm));
    }
}

fn reset(kvm: Arc<Kvm>) {
    kvm_clear_async_pf_completion_queue(&kvm.vcpus[1]);
    kvm_put_kvm(kvm);
}

#[mmref::test]
fn one_of_them_gives_up_each_share() {
    let _alone = alone();
    set_up_fails();
    a_worker_is_done();
    a_worker_is_last();
    all_at_once();
}
