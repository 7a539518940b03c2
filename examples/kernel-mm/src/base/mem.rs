//! `mem`, `environ` and `auxv`: open files, which keep the mm's structure, but not the address space.

use mmref::{MM_REF, acquires_ref, balances_refs, holds_ref, move_ref};

use crate::fork::{mm_access, mmput};
use crate::internal::{Inode, get_proc_task};
use crate::kernel::cache::Mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::memory::{Access, access_remote_vm};
use crate::mm_types::{MmCount, MmUsers, PAGE_SIZE};
use crate::sched::{mmdrop, mmget_not_zero, mmgrab};

/// `struct mem_private`: the data of an open file.
#[holds_ref]
#[derive(Debug)]
pub struct MemPrivate {
    #[counted(mm_ref: MmCount)]
    mm: Mm,
}

/// Takes a C, so that an open file can look at the structure. A U would keep the whole process in memory.
#[acquires_ref(MmCount)]
pub fn proc_mem_open(inode: &Inode) -> Result<Mm> {
    MM_REF!(users_ref: MmUsers);
    let task = get_proc_task(inode).ok_or(Errno::Esrch)?;
    let mm = mm_access(&task, &mut users_ref)?;
    mmgrab(mm, mm_ref);
    mmput(mm, users_ref);
    Ok(mm)
}

#[balances_refs]
fn __mem_open(inode: &Inode) -> Result<MemPrivate> {
    MM_REF!(mm_ref: MmCount);
    may_fail(Errno::Enomem)?;
    let mm = proc_mem_open(inode, &mut mm_ref)?;
    let mut private = MemPrivate { mm, mm_ref: MM_REF!(MemPrivate::mm_ref) };
    move_ref(mm_ref, &mut private.mm_ref);
    Ok(private)
}

/// Opens `mem`, `environ` or `auxv`.
pub fn mem_open(inode: &Inode) -> Result<MemPrivate> {
    __mem_open(inode)
}

#[balances_refs]
pub fn mem_release(mut private: MemPrivate) {
    mmdrop(private.mm, private.mm_ref.take());
}

/// Reads pages from an address on. Returns `None` once the last user is gone.
pub fn mem_read(private: &MemPrivate, buf: &mut [u64], ppos: &mut u64) -> Result<usize> {
    mem_rw(private, buf, ppos, false)
}

/// Writes pages from an address on. Returns `None` once the last user is gone.
pub fn mem_write(private: &MemPrivate, buf: &mut [u64], ppos: &mut u64) -> Result<usize> {
    mem_rw(private, buf, ppos, true)
}

#[balances_refs]
fn mem_rw(private: &MemPrivate, buf: &mut [u64], ppos: &mut u64, write: bool) -> Result<usize> {
    MM_REF!(mm_ref: MmUsers);
    let mm = private.mm;
    may_fail(Errno::Enomem)?;
    if !mmget_not_zero(mm, &mut mm_ref) {
        return Ok(0);
    }
    let mut copied = Ok(0);
    for page in buf.chunks_mut(1) {
        if let Err(efault) = may_fail(Errno::Efault) {
            copied = Err(efault);
            break;
        }
        let access = if write { Access::Write(page) } else { Access::Read(page) };
        let this_len = access_remote_vm(mm, *ppos, access, &mm_ref);
        if this_len == 0 {
            if copied == Ok(0) {
                copied = Err(Errno::Eio);
            }
            break;
        }
        copied = copied.map(|copied| copied + this_len);
        *ppos += PAGE_SIZE;
    }
    mmput(mm, mm_ref);
    copied
}

/// Reads the environment from `pos` on. Returns nothing once the last user is gone.
#[balances_refs]
pub fn environ_read(private: &MemPrivate, pos: usize, count: usize) -> Result<String> {
    MM_REF!(mm_ref: MmUsers);
    let mm = private.mm;
    may_fail(Errno::Enomem)?;
    if !mmget_not_zero(mm, &mut mm_ref) {
        return Ok(String::new());
    }
    let env = mm.mmap().env.clone();
    let mut ret = Ok(String::new());
    for character in env.chars().skip(pos).take(count) {
        if let Err(efault) = may_fail(Errno::Efault) {
            ret = Err(efault);
            break;
        }
        ret.iter_mut().for_each(|text| text.push(character));
    }
    mmput(mm, mm_ref);
    ret
}

/// Reads what the program was told when it started. That is a part of the structure, so no user is needed.
pub fn auxv_read(private: &MemPrivate) -> Vec<u64> {
    private.mm.mmap().auxv.clone()
}
