//! `map_files` is a user during a lookup or a listing, even if that stops half-way.

use crate::common;
use crate::common::processes::{as_root, as_stranger, failing, mm_of, stale_inode};
use kernel_mm::base::{
    DirContext, map_files_d_revalidate, map_files_get_link, proc_map_files_lookup, proc_map_files_readdir,
};
use kernel_mm::internal::Inode;
use kernel_mm::kernel::errno::Errno;

const CAT: &str = "1000-5000";
const SHM: &str = "20000-22000";
const HEAP: &str = "9000-11000";

#[mmref::test]
fn a_listing_stops_where_the_reader_or_the_memory_does() {
    let task = common::user_task(1, "cat");
    let dir = Inode::new(&task);
    let read = |ctx: &mut DirContext| as_root(|| proc_map_files_readdir(&dir, ctx));
    let mut ctx = DirContext { room: 1, ..DirContext::default() };
    assert_eq!((read(&mut ctx), ctx.names.len()), (Ok(()), 1), "not even the dots fit");
    ctx.room = 3;
    assert_eq!(failing(2, || read(&mut ctx)), Err(Errno::Enomem));
    assert_eq!((read(&mut ctx), ctx.names.last().map(|name| &**name)), (Ok(()), Some(CAT)));
    ctx.room = 9;
    assert_eq!(read(&mut ctx), Ok(()));
    assert_eq!(ctx.names, [".", "..", CAT, SHM]);
    assert_eq!((read(&mut ctx), ctx.pos), (Ok(()), 4), "there is no more");
    common::assert_quiet(&task);
    assert_eq!(as_stranger(|| proc_map_files_readdir(&dir, &mut ctx)), Err(Errno::Eacces));
    common::end(&task);
    assert_eq!(read(&mut ctx), Ok(()), "nothing is mapped any more");
    assert_eq!(as_root(|| proc_map_files_readdir(&stale_inode(), &mut ctx)), Err(Errno::Enoent));
}

#[mmref::test]
fn a_lookup_finds_files_at_their_exact_addresses() {
    let task = common::user_task(1, "cat");
    let dir = Inode::new(&task);
    let lookup = |name: &str| as_root(|| proc_map_files_lookup(&dir, name)).err();
    assert_eq!(lookup(CAT), None);
    for missing in [HEAP, "1000-4000", "2000-5000", "1000", "x-y"] {
        assert_eq!(lookup(missing), Some(Errno::Enoent), "{missing}");
    }
    assert_eq!(as_stranger(|| proc_map_files_lookup(&dir, CAT)).err(), Some(Errno::Eacces));
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!(lookup(CAT), Some(Errno::Enoent));
    assert_eq!(as_root(|| proc_map_files_lookup(&stale_inode(), CAT)).err(), Some(Errno::Enoent));
}

#[mmref::test]
fn a_link_leads_to_its_file() {
    let task = common::user_task(1, "cat");
    let inode = Inode::new(&task);
    assert_eq!(map_files_get_link(&inode, SHM), Ok("/dev/shm/x".to_owned()));
    assert_eq!(map_files_get_link(&inode, HEAP), Err(Errno::Enoent));
    assert_eq!(map_files_get_link(&inode, "1000"), Err(Errno::Einval));
    common::assert_quiet(&task);
    common::end(&task);
    assert_eq!(map_files_get_link(&inode, SHM), Err(Errno::Enoent));
    assert_eq!(map_files_get_link(&stale_inode(), SHM), Err(Errno::Enoent));
}

#[mmref::test]
fn a_name_is_good_until_it_is_unmapped() {
    let task = common::user_task(1, "cat");
    let inode = Inode::new(&task);
    let good = |name: &str| as_root(|| map_files_d_revalidate(&inode, name));
    assert!(good(CAT) && good(HEAP) && !good("1000-4000") && !good("cat"));
    assert!(!as_stranger(|| map_files_d_revalidate(&inode, CAT)));
    mm_of(&task).mmap().vmas.remove(&0x1000);
    assert!(!good(CAT));
    common::assert_quiet(&task);
    common::end(&task);
    assert!(!good(HEAP));
    assert!(!as_root(|| map_files_d_revalidate(&stale_inode(), HEAP)));
}
