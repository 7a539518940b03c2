//! `mm/migrate.c`: pages move to other nodes one by one.

use mmref::{MM_REF, balances_refs, requires_ref};

use crate::fork::{get_task_mm, mmput, ptrace_may_access};
use crate::kernel::cache::Mm;
use crate::kernel::current::current;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::task::Task;
use crate::mempolicy::cpuset_mems_allowed;
use crate::mm_types::{MmUsers, Mmap};

pub const MPOL_MF_MOVE: u32 = 1 << 1;
pub const MPOL_MF_MOVE_ALL: u32 = 1 << 2;

/// The system call, for the pid's task: moves each page to its node, or without nodes returns where each one is.
#[balances_refs]
pub fn move_pages(task: Option<&Task>, pages: &[u64], nodes: Option<&[u32]>, flags: u32) -> Result<Vec<Result<u32>>> {
    MM_REF!(mm_ref: MmUsers);
    if flags & !(MPOL_MF_MOVE | MPOL_MF_MOVE_ALL) != 0 {
        return Err(Errno::Einval);
    }
    if flags & MPOL_MF_MOVE_ALL != 0 && current().uid != 0 {
        return Err(Errno::Eperm);
    }
    let task = task.ok_or(Errno::Esrch)?;
    if !ptrace_may_access(task) {
        return Err(Errno::Eperm);
    }
    let task_nodes = cpuset_mems_allowed(task);
    let Some(mm) = get_task_mm(task, &mut mm_ref) else { return Err(Errno::Einval) };
    let err = match nodes {
        Some(nodes) => do_pages_move(mm, task_nodes, pages, nodes, &mm_ref),
        None => Ok(do_pages_stat(mm, pages, &mm_ref)),
    };
    mmput(mm, mm_ref);
    err
}

#[requires_ref(MmUsers)]
fn do_pages_move(mm: Mm, task_nodes: u32, pages: &[u64], nodes: &[u32]) -> Result<Vec<Result<u32>>> {
    may_fail(Errno::Enomem)?;
    let mut mmap = mm.mmap();
    let mut status = Vec::new();
    for (&page, &node) in pages.iter().zip(nodes) {
        if 1u32.checked_shl(node).is_none_or(|node| node & !task_nodes != 0) {
            return Err(Errno::Eacces);
        }
        mmap.nodes |= 1 << node;
        status.push(node_of(&mut mmap, page).map(|_| node));
    }
    Ok(status)
}

#[requires_ref(MmUsers)]
fn do_pages_stat(mm: Mm, pages: &[u64]) -> Vec<Result<u32>> {
    let mut mmap = mm.mmap();
    pages.iter().map(|&page| node_of(&mut mmap, page)).collect()
}

/// Pages are interleaved over the nodes; the first one represents all.
fn node_of(mmap: &mut Mmap, page: u64) -> Result<u32> {
    mmap.page(page).ok_or(Errno::Enoent)?;
    Ok(mmap.nodes.trailing_zeros())
}
