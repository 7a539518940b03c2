//! `fs/proc/base.c`: the files below `/proc/<pid>`.

mod map_files;
mod mem;
mod settings;

pub use map_files::{
    DirContext, map_files_d_revalidate, map_files_get_link, proc_map_files_lookup, proc_map_files_readdir, vma_name,
};
pub use mem::{MemPrivate, auxv_read, environ_read, mem_open, mem_read, mem_release, mem_write, proc_mem_open};
pub use settings::{__set_oom_adj, proc_coredump_filter_read, proc_coredump_filter_write};

use mmref::{MM_REF, balances_refs};

use crate::fork::{get_task_mm, mmput};
use crate::internal::{Inode, get_proc_task};
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::mm_types::MmUsers;

/// `/proc/<pid>/cmdline`, from `pos` on. Empty for a process without an mm, or before it has a command line.
#[balances_refs]
pub fn proc_pid_cmdline_read(inode: &Inode, pos: usize, count: usize) -> Result<String> {
    MM_REF!(mm_ref: MmUsers);
    let tsk = get_proc_task(inode).ok_or(Errno::Esrch)?;
    let Some(mm) = get_task_mm(&tsk, &mut mm_ref) else { return Ok(String::new()) };
    let (arg, env) = {
        let mmap = mm.mmap();
        (mmap.arg.clone(), mmap.env.clone())
    };
    if env.is_empty() {
        mmput(mm, mm_ref);
        return Ok(String::new());
    }
    if let Err(nomem) = may_fail(Errno::Enomem) {
        mmput(mm, mm_ref);
        return Err(nomem);
    }
    let text = arg.chars().skip(pos).take(count).collect();
    mmput(mm, mm_ref);
    Ok(text)
}
