//! `fs/exec.c`: a task starts another program.

use std::sync::atomic::Ordering;

use mmref::{MM_REF, balances_refs, holds_ref, move_ref};

use crate::fork::{mm_alloc, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::current::current;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::task::{PF_KTHREAD, PF_SIGNALED, task_lock};
use crate::mm_types::{MmCount, MmUsers, Vma};
use crate::sched::mmdrop;

/// `struct linux_binprm`: the program that is being loaded, and its mm until a task takes it.
#[holds_ref]
#[derive(Debug)]
pub struct LinuxBinprm {
    pub filename: String,
    #[counted(mm_ref: MmUsers)]
    pub mm: Option<Mm>,
}

/// What a program is started with.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a> {
    pub argv: &'a str,
    pub envp: &'a str,
}

/// `execve`
#[balances_refs]
pub fn do_execveat_common(filename: &str, arguments: Arguments<'_>) -> Result<()> {
    let mut bprm = LinuxBinprm { filename: filename.to_owned(), mm: None, mm_ref: MM_REF!(LinuxBinprm::mm_ref) };
    do_open_execat()?;
    bprm_mm_init(&mut bprm)?;
    let done = copy_strings(&bprm, arguments).and_then(|()| exec_binprm(&mut bprm));
    if let Some(mm) = bprm.mm.take() {
        mmput(mm, bprm.mm_ref.take());
    }
    done
}

fn do_open_execat() -> Result<()> {
    may_fail(Errno::Enoent)
}

/// A new mm for the program, with a stack in it.
#[balances_refs]
fn bprm_mm_init(bprm: &mut LinuxBinprm) -> Result<()> {
    may_fail(Errno::Enomem)?;
    let mm = mm_alloc(&current(), &mut bprm.mm_ref);
    if let Err(error) = __bprm_mm_init(mm) {
        mmput(mm, bprm.mm_ref.take());
        return Err(error);
    }
    bprm.mm = Some(mm);
    Ok(())
}

fn __bprm_mm_init(mm: Mm) -> Result<()> {
    may_fail(Errno::Enomem)?;
    map(mm, 0x7fff_f000, 1, "[stack]");
    Ok(())
}

fn copy_strings(bprm: &LinuxBinprm, arguments: Arguments<'_>) -> Result<()> {
    may_fail(Errno::Efault)?;
    let mm = bprm.mm.ok_or(Errno::Einval)?;
    let mut mmap = mm.mmap();
    mmap.arg = format!("{} {}", bprm.filename, arguments.argv);
    mmap.env = arguments.envp.to_owned();
    Ok(())
}

/// `load_elf_binary`, for the only format that exists here.
fn exec_binprm(bprm: &mut LinuxBinprm) -> Result<()> {
    may_fail(Errno::Einval)?;
    let mm = bprm.mm.ok_or(Errno::Einval)?;
    flush_old_exec(bprm)?;
    setup_new_exec(mm).inspect_err(|_| force_sigkill())
}

/// The point of no return: the task leaves its old mm, and has the new one from here on.
fn flush_old_exec(bprm: &mut LinuxBinprm) -> Result<()> {
    de_thread()?;
    exec_mmap(bprm)?;
    let current = current();
    current.flags.fetch_and(!PF_KTHREAD, Ordering::Relaxed);
    current.set_comm(&bprm.filename);
    Ok(())
}

/// Ends the other threads of the process. Here, the caller of the system call does that.
fn de_thread() -> Result<()> {
    may_fail(Errno::Eagain)
}

/// The task's old U is given up once the new mm is in its place. A kernel thread has only what it borrowed.
#[balances_refs]
fn exec_mmap(bprm: &mut LinuxBinprm) -> Result<()> {
    MM_REF!(old_ref: MmUsers);
    MM_REF!(active_ref: MmCount);
    may_fail(Errno::Eintr)?;
    let tsk = current();
    let mut task = task_lock(&tsk);
    let old_mm = task.mm;
    let active_mm = task.active_mm;
    if old_mm.is_some() {
        move_ref(task.mm_ref.take(), &mut old_ref);
    } else {
        move_ref(task.active_mm_ref.take(), &mut active_ref);
    }
    task.mm = bprm.mm.take();
    task.active_mm = task.mm;
    move_ref(bprm.mm_ref.take(), &mut task.mm_ref);
    drop(task);
    if let Some(old_mm) = old_mm {
        mmput(old_mm, old_ref);
        return Ok(());
    }
    if let Some(active_mm) = active_mm {
        mmdrop(active_mm, active_ref);
    }
    Ok(())
}

/// Maps the program.
fn setup_new_exec(mm: Mm) -> Result<()> {
    let name = current().comm();
    map(mm, 0x1000, 4, &name);
    may_fail(Errno::Enomem)?;
    map(mm, 0x9000, 8, "[heap]");
    map(mm, 0x20000, 2, "/dev/shm/x");
    mm.mmap().auxv = vec![6, 4096];
    Ok(())
}

fn map(mm: Mm, start: u64, pages: usize, name: &str) {
    let content = if name.starts_with('[') { 0 } else { start };
    let vma = Vma { pages: vec![content; pages], name: name.to_owned(), shared: name.starts_with("/dev/shm/") };
    mm.mmap().vmas.insert(start, vma);
}

fn force_sigkill() {
    current().flags.fetch_or(PF_SIGNALED, Ordering::Relaxed);
}
