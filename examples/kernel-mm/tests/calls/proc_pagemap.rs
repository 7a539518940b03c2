//! An open `pagemap` holds a C and takes a U to read; `clear_refs` takes a U to forget what `pagemap` shows.

use crate::common;
use crate::common::processes::{as_root, as_stranger, failing, failing_once_each, mm_of, stale_inode};
use crate::common::{freed, kthread};
use kernel_mm::internal::Inode;
use kernel_mm::kernel::errno::Errno;
use kernel_mm::memory::{Access, access_process_vm};
use kernel_mm::task_mmu::{PM_SOFT_DIRTY, clear_refs_write, pagemap_open, pagemap_read, pagemap_release};

#[mmref::test]
fn written_pages_are_shown_until_they_are_cleared() {
    let task = common::user_task(1, "criu");
    let inode = Inode::new(&task);
    let file = as_root(|| pagemap_open(&inode)).expect("root may");
    let soft_dirty = || {
        let pages = pagemap_read(&file, 24, &mut 0).expect("three pages are read");
        pages.iter().map(|page| page & PM_SOFT_DIRTY != 0).collect::<Vec<_>>()
    };
    assert_eq!(soft_dirty(), [false; 3]);
    assert_eq!(access_process_vm(&task, 0x1000, Access::Write(&[5])), 1);
    assert_eq!(soft_dirty(), [false, true, false]);
    assert_eq!(clear_refs_write(&inode, "4\n"), Ok(2));
    assert_eq!(soft_dirty(), [false; 3]);
    pagemap_release(file);
    common::assert_quiet(&task);
    common::end(&task);
}

#[mmref::test]
fn a_read_that_fails_gives_up_its_user() {
    let task = common::user_task(1, "criu");
    let file = as_root(|| pagemap_open(&Inode::new(&task))).expect("root may");
    assert_eq!(pagemap_read(&file, 7, &mut 0), Err(Errno::Einval));
    assert_eq!(pagemap_read(&file, 8, &mut 3), Err(Errno::Einval));
    assert_eq!(pagemap_read(&file, 0, &mut 8), Ok(Vec::new()));
    assert_eq!(failing(1, || pagemap_read(&file, 24, &mut 0)), Err(Errno::Enomem));
    assert_eq!(failing(3, || pagemap_read(&file, 24, &mut 0)), Err(Errno::Efault));
    pagemap_release(file);
    common::assert_quiet(&task);
    common::end(&task);
}

#[mmref::test]
fn the_process_exits_while_its_file_is_open() {
    let task = common::user_task(1, "criu");
    let (inode, mm) = (Inode::new(&task), mm_of(&task));
    assert_eq!(as_stranger(|| pagemap_open(&inode)).err(), Some(Errno::Eacces));
    let (file, failures) = failing_once_each(|| as_root(|| pagemap_open(&inode)));
    assert_eq!(failures, [Errno::Enomem]);
    common::end(&task);
    assert_eq!(pagemap_read(&file, 24, &mut 0), Ok(Vec::new()));
    assert!(!freed(mm));
    pagemap_release(file);
    assert!(freed(mm));
    assert_eq!(as_root(|| pagemap_open(&inode)).err(), Some(Errno::Esrch));
}

#[mmref::test]
fn clear_refs_gives_up_its_user_on_every_path() {
    let task = common::user_task(1, "criu");
    let (inode, mm) = (Inode::new(&task), mm_of(&task));
    mm.mmap().hiwater_rss = 100;
    assert_eq!(clear_refs_write(&inode, "9"), Err(Errno::Einval));
    assert_eq!(failing(1, || clear_refs_write(&inode, "5")), Err(Errno::Eintr));
    assert_eq!(mm.mmap().hiwater_rss, 100);
    assert_eq!(clear_refs_write(&inode, "5"), Ok(1));
    assert_eq!(mm.mmap().hiwater_rss, 0);
    common::assert_quiet(&task);
    common::end(&task);
    let kthread = kthread(99);
    for inode in [&inode, &Inode::new(&kthread)] {
        assert_eq!(clear_refs_write(inode, "4"), Ok(1), "there is nothing to clear");
    }
    assert_eq!(clear_refs_write(&stale_inode(), "4"), Err(Errno::Esrch));
}
