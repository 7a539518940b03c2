//! An open `maps` holds a C, and a U while somebody reads.

use crate::common;
use crate::common::freed;
use crate::common::processes::{as_root, as_stranger, failing_once_each, mm_of};
use kernel_mm::internal::Inode;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::task_mmu::{ProcMapsPrivate, m_next, m_start, m_stop, proc_map_release, proc_maps_open, show_map};

/// `seq_read`, for at most this many lines.
fn seq_read(private: &mut ProcMapsPrivate, lines: usize) -> String {
    let mut text = String::new();
    let mut vma = m_start(private).expect("the process is there");
    while let Some(start) = vma {
        text.push_str(&show_map(private, start).expect("it is mapped"));
        vma = m_next(private, start);
        if text.lines().count() == lines {
            break;
        }
    }
    m_stop(private, vma);
    text
}

#[mmref::test]
fn reading_holds_a_user_from_start_to_stop() {
    let task = common::user_task(1, "cat");
    let mm = mm_of(&task);
    let mut private = as_root(|| proc_maps_open(&Inode::new(&task))).expect("root may");
    assert_eq!(seq_read(&mut private, 2), "1000-5000 /bin/cat\n9000-11000 [heap]\n");
    assert_eq!((mm.mm_users.count(), mm.mm_count.count()), (1, 2));
    let vma = m_start(&mut private).expect("the process is there");
    assert_eq!((vma, mm.mm_users.count()), (Some(0x20000), 2));
    m_stop(&mut private, vma);
    assert_eq!(mm.mm_users.count(), 1);
    assert_eq!(seq_read(&mut private, 2), "20000-22000 /dev/shm/x\n");
    assert_eq!(seq_read(&mut private, 2), "", "the end, where `m_start` keeps nothing");
    assert_eq!(mm.mm_users.count(), 1);
    proc_map_release(private);
    common::assert_quiet(&task);
    common::end(&task);
}

#[mmref::test]
fn the_process_exits_between_two_lines() {
    let task = common::user_task(1, "cat");
    let mm = mm_of(&task);
    let mut private = as_root(|| proc_maps_open(&Inode::new(&task))).expect("root may");
    let first = m_start(&mut private).expect("the process is there").expect("something is mapped");
    common::end(&task);
    assert_eq!(m_next(&mut private, first), Some(0x9000), "the reader keeps it mapped");
    m_stop(&mut private, Some(0x9000));
    assert_eq!((mm.mm_users.count(), mm.mm_count.count()), (0, 1), "the reader was the last user");
    assert_eq!(m_start(&mut private), Ok(None));
    m_stop(&mut private, None);
    drop(task);
    assert_eq!(m_start(&mut private), Err(Errno::Esrch));
    proc_map_release(private);
    assert!(freed(mm));
}

#[mmref::test]
fn an_open_that_fails_holds_nothing() {
    let task = common::user_task(1, "cat");
    let inode = Inode::new(&task);
    assert_eq!(as_stranger(|| proc_maps_open(&inode)).err(), Some(Errno::Eacces));
    let (file, failures) = failing_once_each(|| as_root(|| proc_maps_open(&inode)));
    assert_eq!(failures, [Errno::Enomem]);
    proc_map_release(file);
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!(as_root(|| proc_maps_open(&inode)).err(), Some(Errno::Esrch));
}
