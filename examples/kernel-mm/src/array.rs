//! `fs/proc/array.c`: `status`, `stat` and `statm`.

use std::fmt::Write;

use mmref::{MM_REF, balances_refs, requires_ref};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::task::Task;
use crate::mm_types::{MmUsers, PAGE_SIZE};

/// `/proc/<pid>/status`
#[balances_refs]
pub fn proc_pid_status(task: &Task) -> String {
    MM_REF!(mm_ref: MmUsers);
    let mm = get_task_mm(task, &mut mm_ref);
    let mut m = format!("Name:\t{}\nPid:\t{}\n", task.comm(), task.pid);
    if let Some(mm) = mm {
        task_mem(&mut m, mm, &mm_ref);
        mmput(mm, mm_ref);
    }
    let _ = writeln!(m, "Uid:\t{}", task.uid);
    m
}

#[requires_ref(MmUsers)]
fn task_mem(m: &mut String, mm: Mm) {
    let mmap = mm.mmap();
    let kb = |pages: u64| pages * PAGE_SIZE / 1024;
    let swap = mmap.swapped.len() as u64;
    let _ = writeln!(m, "VmSize:\t{} kB\nVmRSS:\t{} kB", kb(mmap.total_vm()), kb(mmap.rss()));
    let _ = writeln!(m, "VmSwap:\t{} kB", kb(swap));
}

/// `/proc/<pid>/stat`
#[balances_refs]
pub fn do_task_stat(task: &Task) -> String {
    MM_REF!(mm_ref: MmUsers);
    let mut vsize = 0;
    let mm = get_task_mm(task, &mut mm_ref);
    if let Some(mm) = mm {
        vsize = task_vsize(mm, &mm_ref);
    }
    let mut m = format!("{} ({}) {vsize}", task.pid, task.comm());
    let _ = writeln!(m, " {}", if let Some(mm) = mm { get_mm_rss(mm, &mm_ref) } else { 0 });
    if let Some(mm) = mm {
        mmput(mm, mm_ref);
    }
    m
}

#[requires_ref(MmUsers)]
fn task_vsize(mm: Mm) -> u64 {
    mm.mmap().total_vm() * PAGE_SIZE
}

#[requires_ref(MmUsers)]
fn get_mm_rss(mm: Mm) -> u64 {
    mm.mmap().rss()
}

/// `/proc/<pid>/statm`. All zero for a task without an mm.
#[balances_refs]
pub fn proc_pid_statm(task: &Task) -> String {
    MM_REF!(mm_ref: MmUsers);
    let (mut size, mut resident, mut shared) = (0, 0, 0);
    if let Some(mm) = get_task_mm(task, &mut mm_ref) {
        (size, resident, shared) = task_statm(mm, &mm_ref);
        mmput(mm, mm_ref);
    }
    format!("{size} {resident} {shared} 0 0 0 0\n")
}

#[requires_ref(MmUsers)]
fn task_statm(mm: Mm) -> (u64, u64, u64) {
    let mmap = mm.mmap();
    let shared = mmap.vmas.values().filter(|vma| vma.shared).map(|vma| vma.pages.len() as u64).sum();
    (mmap.total_vm(), mmap.rss(), shared)
}
