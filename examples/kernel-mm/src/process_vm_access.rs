//! `mm/process_vm_access.c`: memory is copied from one process to another.

use mmref::{MM_REF, balances_refs, requires_ref};

use crate::fork::{mm_access, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::task::Task;
use crate::memory::{Access, access_remote_vm};
use crate::mm_types::MmUsers;

/// `struct iovec`: this many pages from an address on.
#[derive(Clone, Copy, Debug)]
pub struct Iovec {
    pub base: u64,
    pub len: usize,
}

/// More pages than this do not fit on the stack.
const PVM_MAX_PP_ARRAY_COUNT: usize = 16;

/// Reads the other process's memory to `local`, or writes it from there, for the pid's task. Returns how many pages
/// that was, and fails only if there were none.
#[balances_refs]
pub fn process_vm_rw_core(task: Option<&Task>, local: &mut [u64], rvec: &[Iovec], vm_write: bool) -> Result<usize> {
    MM_REF!(mm_ref: MmUsers);
    let nr_pages = rvec.iter().map(|iov| iov.len).max().unwrap_or(0);
    if nr_pages == 0 {
        return Ok(0);
    }
    if nr_pages > PVM_MAX_PP_ARRAY_COUNT {
        may_fail(Errno::Enomem)?;
    }
    let task = task.ok_or(Errno::Esrch)?;
    let mm = match mm_access(task, &mut mm_ref) {
        Ok(mm) => mm,
        Err(Errno::Eacces) => return Err(Errno::Eperm),
        Err(rc) => return Err(rc),
    };
    let (mut copied, mut rc) = (0, Ok(0));
    for iov in rvec {
        rc = process_vm_rw_single_vec(mm, *iov, &mut local[copied..], vm_write, &mm_ref);
        let Ok(pages) = rc else { break };
        copied += pages;
    }
    if copied > 0 {
        rc = Ok(copied);
    }
    mmput(mm, mm_ref);
    rc
}

#[requires_ref(MmUsers)]
fn process_vm_rw_single_vec(mm: Mm, iov: Iovec, local: &mut [u64], vm_write: bool) -> Result<usize> {
    let len = iov.len.min(local.len());
    let local = &mut local[..len];
    let access = if vm_write { Access::Write(local) } else { Access::Read(local) };
    let pages = access_remote_vm(mm, iov.base, access, mm_ref);
    if pages == 0 && len > 0 { Err(Errno::Efault) } else { Ok(pages) }
}
