//! `mm/util.c`: the command line of a task, for audit.

use mmref::{MM_REF, balances_refs};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::task::Task;
use crate::mm_types::MmUsers;

/// As much of the command line as fits. Empty for a task without an mm, or before it has a command line.
#[balances_refs]
pub fn get_cmdline(task: &Task, buflen: usize) -> String {
    MM_REF!(mm_ref: MmUsers);
    let Some(mm) = get_task_mm(task, &mut mm_ref) else { return String::new() };
    let res = mm.mmap().arg.chars().take(buflen).collect();
    mmput(mm, mm_ref);
    res
}
