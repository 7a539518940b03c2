//! `pagemap`: which pages are in memory.

use mmref::{MM_REF, balances_refs, holds_ref, move_ref};

use crate::base::proc_mem_open;
use crate::fork::mmput;
use crate::internal::Inode;
use crate::kernel::cache::Mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::mm_types::{MmCount, MmUsers, Mmap, PAGE_SIZE};
use crate::sched::{mmdrop, mmget_not_zero};

pub const PM_SOFT_DIRTY: u64 = 1 << 55;
const PM_PRESENT: u64 = 1 << 63;
/// The number of bytes in the file for each page.
const PM_ENTRY_BYTES: u64 = 8;

/// The data of an open `pagemap`.
#[holds_ref]
#[derive(Debug)]
pub struct PagemapPrivate {
    #[counted(mm_ref: MmCount)]
    mm: Mm,
}

#[balances_refs]
pub fn pagemap_open(inode: &Inode) -> Result<PagemapPrivate> {
    MM_REF!(mm_ref: MmCount);
    may_fail(Errno::Enomem)?;
    let mm = proc_mem_open(inode, &mut mm_ref)?;
    let mut private = PagemapPrivate { mm, mm_ref: MM_REF!(PagemapPrivate::mm_ref) };
    move_ref(mm_ref, &mut private.mm_ref);
    Ok(private)
}

/// Reads `count` bytes from `ppos` on. Returns nothing once the last user is gone.
#[balances_refs]
pub fn pagemap_read(private: &PagemapPrivate, count: u64, ppos: &mut u64) -> Result<Vec<u64>> {
    MM_REF!(mm_ref: MmUsers);
    let mm = private.mm;
    if !mmget_not_zero(mm, &mut mm_ref) {
        return Ok(Vec::new());
    }
    let ret = 'out_mm: {
        if *ppos % PM_ENTRY_BYTES != 0 || count % PM_ENTRY_BYTES != 0 {
            break 'out_mm Err(Errno::Einval);
        }
        if let Err(enomem) = may_fail(Errno::Enomem) {
            break 'out_mm Err(enomem);
        }
        let mut buffer = Vec::new();
        for entry in *ppos / PM_ENTRY_BYTES..(*ppos + count) / PM_ENTRY_BYTES {
            buffer.push(pagemap_entry(&mut mm.mmap(), entry * PAGE_SIZE));
            if let Err(efault) = may_fail(Errno::Efault) {
                break 'out_mm Err(efault);
            }
        }
        *ppos += count;
        Ok(buffer)
    };
    mmput(mm, mm_ref);
    ret
}

#[balances_refs]
pub fn pagemap_release(mut private: PagemapPrivate) {
    mmdrop(private.mm, private.mm_ref.take());
}

fn pagemap_entry(mmap: &mut Mmap, address: u64) -> u64 {
    let soft_dirty = if mmap.soft_dirty.contains(&address) { PM_SOFT_DIRTY } else { 0 };
    mmap.page(address).map_or(0, |_| PM_PRESENT | soft_dirty)
}
