//! The files below `/proc/<pid>`. Most are users of the mm during one read. `mem` stays open: it holds a C, so that the
//! structure stays, and takes a U for each read, if there still is an address space to read.

use std::fmt::Write;

use mmref::{HoldsRefs, MM_REF, acquires_ref, balances_refs, holds_ref, requires_ref};

use crate::cache::MmPtr;
use crate::mm::{MmCount, MmUsers, mmdrop, mmget_not_zero, mmgrab, mmput, task_mem, task_statm};
use crate::task::{Cred, Errno, Process, Task, get_task_mm, mm_access};

/// `/proc/<pid>/status`. Returns whether the task has an mm.
#[balances_refs]
pub(crate) fn proc_pid_status(process: &Process, out: &mut String) -> bool {
    MM_REF!(mm_ref: MmUsers);
    let _ = writeln!(out, "Name:\t{}", process.name);
    let Some(mm) = get_task_mm(process.leader(), &mut mm_ref) else { return false };
    let (vm_size, vm_rss) = task_mem(mm, &mm_ref);
    mmput(mm, mm_ref);
    let _ = writeln!(out, "VmSize:\t{vm_size:8} kB\nVmRSS:\t{vm_rss:8} kB");
    true
}

/// `/proc/<pid>/statm`. All zero for a task without mm.
#[balances_refs]
pub(crate) fn proc_pid_statm(process: &Process, out: &mut String) {
    MM_REF!(mm_ref: MmUsers);
    let mut pages = [0; 7];
    if let Some(mm) = get_task_mm(process.leader(), &mut mm_ref) {
        pages = task_statm(mm, &mm_ref);
        mmput(mm, mm_ref);
    }
    let [size, resident, shared, text, lib, data, dt] = pages;
    let _ = writeln!(out, "{size} {resident} {shared} {text} {lib} {data} {dt}");
}

/// `/proc/<pid>/maps`, which is read page by page, and holds its U from the first page to the last.
#[balances_refs]
pub(crate) fn proc_pid_maps(task: &Task, page_through: impl FnOnce()) {
    MM_REF!(mm_ref: MmUsers);
    let mm = get_task_mm(task, &mut mm_ref);
    page_through();
    if let Some(mm) = mm {
        mmput(mm, mm_ref);
    }
}

/// An open `/proc/<pid>/mem`.
#[holds_ref]
pub(crate) struct MemFile {
    #[counted(MmCount)]
    pub(crate) mm: MmPtr,
}

#[balances_refs]
pub(crate) fn mem_open(task: &Task, cred: Cred) -> Result<MemFile, Errno> {
    MM_REF!(mm_ref: MmCount);
    let mm = proc_mem_open(task, cred, &mut mm_ref)?;
    Ok(MemFile { mm, mm_ref }.named())
}

/// Takes a C, so that the file has a structure to read, but no U, which would keep the whole process in memory.
#[acquires_ref(MmCount)]
fn proc_mem_open(task: &Task, cred: Cred) -> Result<MmPtr, Errno> {
    MM_REF!(users_ref: MmUsers);
    let mm = mm_access(task, cred, &mut users_ref)?;
    mmgrab(mm, mm_ref);
    mmput(mm, users_ref);
    Ok(mm)
}

/// Reads from the file. `None` once the last user is gone.
pub(crate) fn mem_read(file: &MemFile) -> Option<u64> {
    mem_rw(file.mm, &file.mm_ref)
}

#[requires_ref(MmCount)]
fn mem_rw(mm: MmPtr) -> Option<u64> {
    MM_REF!(users_ref: MmUsers);
    if !mmget_not_zero(mm, &mut users_ref) {
        return None;
    }
    let (vm_size, _) = task_mem(mm, &users_ref);
    mmput(mm, users_ref);
    Some(vm_size)
}

pub(crate) fn mem_release(mut file: MemFile) {
    mmdrop(file.mm, file.mm_ref.take());
}
