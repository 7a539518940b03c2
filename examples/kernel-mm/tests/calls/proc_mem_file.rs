//! An open `mem`, `environ` or `auxv` holds a C from open to release; to read the address space it takes a U.

use crate::common;
use crate::common::processes::{as_root, as_stranger, failing, failing_once_each, mm_of, stale_inode};
use crate::common::{freed, kthread};
use kernel_mm::base::{auxv_read, environ_read, mem_open, mem_read, mem_release, mem_write};
use kernel_mm::internal::Inode;
use kernel_mm::kernel::errno::Errno;

#[mmref::test]
fn an_open_file_holds_a_count_and_no_user() {
    let task = common::user_task(1, "sshd");
    let mm = mm_of(&task);
    let file = as_root(|| mem_open(&Inode::new(&task))).expect("root may");
    assert_eq!((mm.mm_users.count(), mm.mm_count.count()), (1, 2));
    let (mut buf, mut ppos) = ([7, 8], 0x1000);
    assert_eq!(mem_write(&file, &mut buf, &mut ppos), Ok(2));
    let (mut buf, mut ppos) = ([0; 3], 0x1000);
    assert_eq!(mem_read(&file, &mut buf, &mut ppos), Ok(3));
    assert_eq!((buf, ppos), ([7, 8, 1], 0x4000));
    assert_eq!(environ_read(&file, 5, 9), Ok("/".to_owned()));
    assert_eq!(auxv_read(&file), [6, 4096]);
    assert_eq!((mm.mm_users.count(), mm.mm_count.count()), (1, 2));
    mem_release(file);
    common::assert_quiet(&task);
    common::end(&task);
    assert!(freed(mm));
}

#[mmref::test]
fn a_read_that_fails_gives_up_its_user() {
    let task = common::user_task(1, "sshd");
    let file = as_root(|| mem_open(&Inode::new(&task))).expect("root may");
    let read = |address| mem_read(&file, &mut [0; 3], &mut { address });
    assert_eq!(read(0x8000), Err(Errno::Eio));
    assert_eq!(read(0x3000), Ok(2), "the third page is not mapped");
    assert_eq!(failing(1, || read(0x1000)), Err(Errno::Enomem));
    assert_eq!(failing(3, || read(0x1000)), Err(Errno::Efault));
    assert_eq!(failing(1, || environ_read(&file, 0, 9)), Err(Errno::Enomem));
    assert_eq!(failing(4, || environ_read(&file, 0, 9)), Err(Errno::Efault));
    assert_eq!(environ_read(&file, 50, 9), Ok(String::new()));
    mem_release(file);
    common::assert_quiet(&task);
    common::end(&task);
}

#[mmref::test]
fn the_process_exits_while_its_file_is_open() {
    let task = common::user_task(1, "sshd");
    let mm = mm_of(&task);
    let file = as_root(|| mem_open(&Inode::new(&task))).expect("root may");
    common::end(&task);
    drop(task);
    assert_eq!((mm.mm_users.count(), mm.mm_count.count()), (0, 1));
    assert_eq!(mem_read(&file, &mut [0; 3], &mut 0x1000), Ok(0));
    assert_eq!(mem_write(&file, &mut [0; 3], &mut 0x1000), Ok(0));
    assert_eq!(environ_read(&file, 0, 9), Ok(String::new()));
    assert_eq!(auxv_read(&file), [0; 0], "there is a structure to look at");
    assert!(!freed(mm));
    mem_release(file);
    assert!(freed(mm));
}

#[mmref::test]
fn an_open_that_fails_holds_nothing() {
    let task = common::user_task(1, "sshd");
    let inode = Inode::new(&task);
    assert_eq!(as_stranger(|| mem_open(&inode)).err(), Some(Errno::Eacces));
    let (file, failures) = failing_once_each(|| as_root(|| mem_open(&inode)));
    assert_eq!(failures, [Errno::Enomem]);
    mem_release(file);
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!(as_root(|| mem_open(&inode)).err(), Some(Errno::Esrch), "its mm is gone");
    assert_eq!(as_root(|| mem_open(&Inode::new(&kthread(99)))).err(), Some(Errno::Esrch));
    assert_eq!(as_root(|| mem_open(&stale_inode())).err(), Some(Errno::Esrch));
}
