//! `clear_refs`: forgets which pages were written to, or how much memory was used at most.

use mmref::{MM_REF, balances_refs};

use crate::fork::{get_task_mm, mmput};
use crate::internal::{Inode, get_proc_task};
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::mm_types::MmUsers;

/// What to forget.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClearRefs {
    SoftDirty = 4,
    MmHiwaterRss = 5,
}

/// Does nothing for a process without an mm.
#[balances_refs]
pub fn clear_refs_write(inode: &Inode, buf: &str) -> Result<usize> {
    MM_REF!(mm_ref: MmUsers);
    let clear = match buf.trim() {
        "4" => ClearRefs::SoftDirty,
        "5" => ClearRefs::MmHiwaterRss,
        _ => return Err(Errno::Einval),
    };
    let task = get_proc_task(inode).ok_or(Errno::Esrch)?;
    let mut count = Ok(buf.len());
    if let Some(mm) = get_task_mm(&task, &mut mm_ref) {
        if let Err(eintr) = may_fail(Errno::Eintr) {
            count = Err(eintr);
        } else if clear == ClearRefs::MmHiwaterRss {
            mm.mmap().hiwater_rss = 0;
        } else {
            mm.mmap().soft_dirty.clear();
        }
        mmput(mm, mm_ref);
    }
    count
}
