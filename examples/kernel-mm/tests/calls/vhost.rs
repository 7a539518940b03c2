//! A device keeps its owner's address space until it is cleaned up. If it cannot be owned, it keeps nothing.

use crate::common;
use std::thread;

use kernel_mm::kernel::current::as_task;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::kernel::task::task_lock;
use kernel_mm::vhost::{
    VhostWork, vhost_dev_check_owner, vhost_dev_cleanup, vhost_dev_init, vhost_dev_set_owner, vhost_work_queue,
};

const WORD: VhostWork = VhostWork { address: 0x9000 };

#[mmref::test]
fn one_owner_until_cleanup() {
    let (task, other) = (common::user_task(1, "qemu"), common::user_task(2, "other"));
    let mm = task_lock(&task).mm.expect("it has an mm");
    let dev = vhost_dev_init();
    let (errors, ()) = common::fail_everywhere(&task, || vhost_dev_set_owner(&dev));
    assert_eq!(errors, [Errno::Enomem, Errno::Eacces, Errno::Enomem]);
    // The device's, and the one that its worker runs on.
    assert_eq!((mm.mm_users.refs().listed(), mm.mm_count.refs().listed()), (2, 2));
    as_task(&other, || {
        assert_eq!(vhost_dev_set_owner(&dev), Err(Errno::Ebusy));
        assert_eq!(vhost_dev_check_owner(&dev), Err(Errno::Eperm));
    });
    assert_eq!(as_task(&task, || vhost_dev_check_owner(&dev)), Ok(()));
    assert!(vhost_work_queue(&dev, WORD));
    vhost_dev_cleanup(&dev);
    assert_eq!(mm.mmap().page(WORD.address), Some(&mut 3));
    assert!(!vhost_work_queue(&dev, WORD));
    vhost_dev_cleanup(&dev);
    common::assert_quiet(&task);
    common::end(&task);
    common::end(&other);
}

#[mmref::test]
fn the_device_outlives_its_owner() {
    let task = common::user_task(3, "qemu");
    let mm = task_lock(&task).mm.expect("it has an mm");
    let dev = vhost_dev_init();
    assert_eq!(as_task(&task, || vhost_dev_set_owner(&dev)), Ok(()));
    thread::scope(|scope| {
        scope.spawn(|| common::end(&task));
        for _ in 0..2 {
            scope.spawn(|| (0..500).all(|_| vhost_work_queue(&dev, WORD)));
        }
        assert_eq!(mm.mmap().total_vm(), 14);
        vhost_dev_cleanup(&dev);
    });
    assert!(common::freed(mm));
}

/// A kernel thread has nothing to hold.
#[mmref::test]
fn a_kernel_thread_has_no_memory() {
    let (kthread, dev) = (common::kthread(4), vhost_dev_init());
    as_task(&kthread, || {
        assert_eq!(vhost_dev_set_owner(&dev), Ok(()));
        assert_eq!(vhost_dev_check_owner(&dev), Err(Errno::Einval));
    });
    vhost_dev_cleanup(&dev);
}
