//! `maps`, which is read in pieces: each read starts where the last one stopped.

use std::sync::Arc;

use mmref::{MM_REF, acquires_ref, balances_refs, holds_ref, move_ref, releases_ref};

use crate::base::{proc_mem_open, vma_name};
use crate::fork::mmput;
use crate::internal::{Inode, get_proc_task};
use crate::kernel::cache::Mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::task::Task;
use crate::mm_types::{MmCount, MmUsers};
use crate::sched::{mmdrop, mmget_not_zero};

/// `struct proc_maps_private`. The C is held from open to release, the U from `m_start` to `vma_stop`.
#[holds_ref]
#[derive(Debug)]
pub struct ProcMapsPrivate {
    inode: Inode,
    task: Option<Arc<Task>>,
    #[counted(mm_ref: MmCount)]
    #[counted(users_ref: MmUsers)]
    mm: Mm,
    /// Where the last read stopped.
    last_addr: u64,
}

#[balances_refs]
pub fn proc_maps_open(inode: &Inode) -> Result<ProcMapsPrivate> {
    MM_REF!(mm_ref: MmCount);
    may_fail(Errno::Enomem)?;
    let mm = proc_mem_open(inode, &mut mm_ref)?;
    let mut private = ProcMapsPrivate {
        inode: inode.clone(),
        task: None,
        mm,
        mm_ref: MM_REF!(ProcMapsPrivate::mm_ref),
        users_ref: MM_REF!(ProcMapsPrivate::users_ref),
        last_addr: 0,
    };
    move_ref(mm_ref, &mut private.mm_ref);
    Ok(private)
}

#[balances_refs]
pub fn proc_map_release(mut private: ProcMapsPrivate) {
    mmdrop(private.mm, private.mm_ref.take());
}

/// Continues where the last read stopped. The address space stays until the end, or until `m_stop`.
#[balances_refs]
pub fn m_start(private: &mut ProcMapsPrivate) -> Result<Option<u64>> {
    private.task = Some(get_proc_task(&private.inode).ok_or(Errno::Esrch)?);
    Ok(vma_start(private.mm, private.last_addr, &mut private.users_ref))
}

/// The first mapping from an address on. Takes a U, and keeps it if there is a mapping.
#[acquires_ref(MmUsers)]
fn vma_start(mm: Mm, last_addr: u64) -> Option<u64> {
    if !mmget_not_zero(mm, mm_ref) {
        return None;
    }
    let Some(vma) = find_vma(mm, last_addr) else {
        vma_stop(mm, mm_ref.take());
        return None;
    };
    Some(vma)
}

/// The next mapping. After the last one, the U is not needed any more.
#[balances_refs]
pub fn m_next(private: &mut ProcMapsPrivate, vma: u64) -> Option<u64> {
    private.last_addr = vma + 1;
    let next = find_vma(private.mm, private.last_addr);
    if next.is_none() {
        vma_stop(private.mm, private.users_ref.take());
    }
    next
}

/// Stops reading for now, at a mapping or after the last one.
#[balances_refs]
pub fn m_stop(private: &mut ProcMapsPrivate, vma: Option<u64>) {
    if vma.is_some() {
        vma_stop(private.mm, private.users_ref.take());
    }
    private.task = None;
}

#[releases_ref(MmUsers)]
fn vma_stop(mm: Mm) {
    mmput(mm, mm_ref);
}

/// The line for a mapping, which may be gone by now.
pub fn show_map(private: &ProcMapsPrivate, start: u64) -> Option<String> {
    let mmap = private.mm.mmap();
    let vma = mmap.vmas.get(&start)?;
    Some(format!("{} {}\n", vma_name(start, vma), vma.name))
}

fn find_vma(mm: Mm, address: u64) -> Option<u64> {
    mm.mmap().vmas.range(address..).next().map(|(start, _)| *start)
}
