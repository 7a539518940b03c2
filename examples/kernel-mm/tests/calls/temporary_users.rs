//! A function that accounts, traces, copies or moves the memory of a task is a user until it returns.

use crate::common;
use std::sync::Arc;

use crate::common::processes::{as_root, as_stranger, failing, mm_of};
use crate::common::{freed, kthread};
use kernel_mm::events_core::{PerfAddrFilter, PerfEvent, perf_event_addr_filters_apply};
use kernel_mm::kernel::errno::Errno;
use kernel_mm::kernel::lock;
use kernel_mm::memory::{Access, access_process_vm};
use kernel_mm::mempolicy::migrate_pages;
use kernel_mm::migrate::{MPOL_MF_MOVE, MPOL_MF_MOVE_ALL, move_pages};
use kernel_mm::process_vm_access::{Iovec, process_vm_rw_core};
use kernel_mm::sys::{Rusage, k_getrusage};
use kernel_mm::trace_output::{END, TRACE_ITER_SYM_USEROBJ, UserstackEntry, trace_user_stack_print};
use kernel_mm::tsacct::{Taskstats, xacct_add_tsk};
use kernel_mm::util::get_cmdline;

#[mmref::test]
fn accounting() {
    let task = common::user_task(1, "cat");
    mm_of(&task).mmap().hiwater_rss = 20;
    assert_eq!(k_getrusage(&task, Rusage::Own, 50), 80);
    assert_eq!(k_getrusage(&task, Rusage::Both, 50), 200);
    assert_eq!(k_getrusage(&task, Rusage::Children, 50), 200);
    let mut stats = Taskstats::default();
    xacct_add_tsk(&mut stats, &task);
    assert_eq!(stats, Taskstats { hiwater_rss: 80, hiwater_vm: 56 });
    assert_eq!((get_cmdline(&task, 2), get_cmdline(&task, 9)), ("ca".to_owned(), "cat".to_owned()));
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!((k_getrusage(&task, Rusage::Own, 50), get_cmdline(&task, 9)), (0, String::new()));
    let mut stats = Taskstats::default();
    xacct_add_tsk(&mut stats, &task);
    assert_eq!(stats, Taskstats::default());
}

#[mmref::test]
fn a_trace_shows_places_as_long_as_there_is_room() {
    let task = common::user_task(1, "cat");
    let field = UserstackEntry { task: Some(&task), caller: [0x1010, 0, 0x9008, END, 5, 5, 5, 5] };
    let print = |field, flags, room| trace_user_stack_print(field, flags, room);
    let all = print(&field, TRACE_ITER_SYM_USEROBJ, 999);
    assert_eq!(all, " => /bin/cat[+0x10] <0000000000001010>\n => ??\n => [heap][+0x8] <0000000000009008>\n");
    assert_eq!(print(&field, TRACE_ITER_SYM_USEROBJ, 6), all[..6]);
    assert!(!print(&field, 0, 999).contains("cat"));
    let (gone, kthread) = (UserstackEntry { task: None, ..field }, kthread(99));
    assert!(!print(&gone, TRACE_ITER_SYM_USEROBJ, 999).contains("cat"));
    let without = UserstackEntry { task: Some(&kthread), ..field };
    assert!(!print(&without, TRACE_ITER_SYM_USEROBJ, 999).contains("cat"));
    common::assert_quiet(&task);
    common::end(&task);
}

#[mmref::test]
fn filters_of_an_event() {
    let task = common::user_task(1, "cat");
    let filter = |inode: Option<&str>| PerfAddrFilter { inode: inode.map(str::to_owned), offset: 0x20 };
    let event = PerfEvent::new(&task, [filter(Some("/bin/cat")), filter(None), filter(Some("/bin/dog"))].into());
    perf_event_addr_filters_apply(&event);
    assert_eq!(lock(&event.addr_filters).offs, [0x1020, 0, 0]);
    common::assert_quiet(&task);
    common::end(&task);
    perf_event_addr_filters_apply(&event);
    lock(&event.ctx_task).take();
    perf_event_addr_filters_apply(&event);
    let filters = lock(&event.addr_filters);
    assert_eq!((filters.generation, filters.restarts), (1, 2));
}

#[mmref::test]
fn copying_memory() {
    let task = common::user_task(1, "cat");
    let mut buf = [0; 2];
    assert_eq!(access_process_vm(&task, 0x4000, Access::Read(&mut buf)), 1);
    assert_eq!(buf, [1, 0]);
    let vec = |base, len| Iovec { base, len };
    let copy = |rvec: &[Iovec], write| process_vm_rw_core(Some(&task), &mut [7; 40], rvec, write);
    as_root(|| {
        assert_eq!(copy(&[vec(0x1000, 2), vec(0x9000, 3)], true), Ok(5));
        assert_eq!(copy(&[vec(0x1000, 2), vec(0x8000, 3)], false), Ok(2), "the second is not mapped");
        assert_eq!(copy(&[vec(0x8000, 3)], false), Err(Errno::Efault));
        assert_eq!(copy(&[vec(0x8000, 0)], false), Ok(0));
        assert_eq!(failing(1, || copy(&[vec(0x1000, 17)], false)), Err(Errno::Enomem));
        assert_eq!(process_vm_rw_core(None, &mut [0], &[vec(0x1000, 1)], false), Err(Errno::Esrch));
    });
    assert_eq!(as_stranger(|| copy(&[vec(0x1000, 2)], false)), Err(Errno::Eperm));
    common::assert_quiet(&task);
    let mm = mm_of(&task);
    common::end(&task);
    assert_eq!(as_root(|| copy(&[vec(0x1000, 2)], false)), Err(Errno::Esrch));
    assert_eq!(access_process_vm(&task, 0x4000, Access::Read(&mut buf)), 0);
    assert!(freed(mm));
}

#[mmref::test]
fn migrating_pages() {
    let (task, own) = (common::user_task(1, "cat"), common::user_task(2, "own"));
    let migrate = |old, new| migrate_pages(Some(&task), old, new);
    as_root(|| {
        assert_eq!(migrate(0b1, 0b1010), Ok(0));
        assert_eq!(mm_of(&task).mmap().nodes, 0b1010);
        assert_eq!(migrate(0b10, 0b10), Ok(1));
        assert_eq!(migrate(0b1, 0b1_0000), Err(Errno::Einval));
        assert_eq!(failing(1, || migrate(0b1, 0b10)), Err(Errno::Enomem));
        assert_eq!(failing(2, || migrate(0b1, 0b10)), Err(Errno::Enomem));
        assert_eq!(migrate_pages(None, 0b1, 0b10), Err(Errno::Esrch));
        assert_eq!(migrate_pages(Some(&kthread(99)), 0b1, 0b10), Err(Errno::Einval));
    });
    assert_eq!(as_stranger(|| migrate(0b1, 0b10)), Err(Errno::Eperm));
    let not_its_node = kernel_mm::kernel::current::as_task(&own, || migrate(0b1, 0b1000));
    assert_eq!(not_its_node, Err(Errno::Eperm));
    common::assert_quiet(&task);
    [task, own].iter().for_each(|task| common::end(task));
}

#[mmref::test]
fn moving_pages_one_by_one() {
    let task = common::user_task(1, "cat");
    let pages = [0x1000, 0x8000];
    let moved = |nodes: Option<&[u32]>, flags| move_pages(Some(&task), &pages, nodes, flags);
    as_root(|| {
        assert_eq!(moved(None, 0), Ok(vec![Ok(0), Err(Errno::Enoent)]));
        assert_eq!(moved(Some(&[2, 2]), MPOL_MF_MOVE_ALL), Ok(vec![Ok(2), Err(Errno::Enoent)]));
        assert_eq!(moved(Some(&[2, 3]), MPOL_MF_MOVE), Err(Errno::Eacces));
        assert_eq!(failing(1, || moved(Some(&[2, 3]), MPOL_MF_MOVE)), Err(Errno::Enomem));
        assert_eq!(moved(None, 1), Err(Errno::Einval));
        assert_eq!(move_pages(None, &pages, None, 0), Err(Errno::Esrch));
        assert_eq!(move_pages(Some(&kthread(99)), &pages, None, 0), Err(Errno::Einval));
    });
    assert_eq!(as_stranger(|| moved(None, MPOL_MF_MOVE_ALL)), Err(Errno::Eperm));
    assert_eq!(as_stranger(|| moved(None, 0)), Err(Errno::Eperm));
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!(as_root(|| moved(None, 0)), Err(Errno::Einval));
}

#[mmref::test]
fn a_temporary_user_may_turn_out_to_be_the_last() {
    let task = common::user_task(1, "cat");
    let mm = mm_of(&task);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| while !get_cmdline(&task, 1).is_empty() {});
        }
        common::end(&task);
    });
    assert!(freed(mm));
    assert_eq!(Arc::strong_count(&task), 1);
}
