//! `map_files`: a directory with a link for each mapped file, named after its address range.

use mmref::{MM_REF, balances_refs};

use crate::fork::{get_task_mm, mm_access, mmput, ptrace_may_access};
use crate::internal::{Inode, get_proc_task};
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::kmalloc;
use crate::mm_types::{MmUsers, Mmap, PAGE_SIZE, Vma};

/// `struct dir_context`: how far a directory has been read, and how many more entries the reader takes.
#[derive(Default, Debug)]
pub struct DirContext {
    pub pos: usize,
    pub room: usize,
    pub names: Vec<String>,
}

impl DirContext {
    /// `dir_emit`: returns false if the reader takes no more.
    fn emit(&mut self, name: String) -> bool {
        if self.names.len() >= self.room {
            return false;
        }
        self.names.push(name);
        self.pos += 1;
        true
    }

    fn emit_dots(&mut self) -> bool {
        [".", ".."].iter().skip(self.pos).all(|dots| self.emit((*dots).to_owned()))
    }
}

/// Whether a name that was looked up before is still valid.
#[balances_refs]
pub fn map_files_d_revalidate(inode: &Inode, name: &str) -> bool {
    MM_REF!(mm_ref: MmUsers);
    let Some(task) = get_proc_task(inode) else { return false };
    let Ok(mm) = mm_access(&task, &mut mm_ref) else { return false };
    let mut exact_vma_exists = false;
    if let Ok(address) = dname_to_vma_addr(name) {
        exact_vma_exists = find_exact_vma(&mm.mmap(), address).is_some();
    }
    mmput(mm, mm_ref);
    exact_vma_exists
}

/// The file that a link leads to.
#[balances_refs]
pub fn map_files_get_link(inode: &Inode, name: &str) -> Result<String> {
    MM_REF!(mm_ref: MmUsers);
    let task = get_proc_task(inode).ok_or(Errno::Enoent)?;
    let mm = get_task_mm(&task, &mut mm_ref).ok_or(Errno::Enoent)?;
    let address = match dname_to_vma_addr(name) {
        Ok(address) => address,
        Err(rc) => {
            mmput(mm, mm_ref);
            return Err(rc);
        }
    };
    let path = find_exact_vma(&mm.mmap(), address).and_then(vm_file).map(str::to_owned);
    mmput(mm, mm_ref);
    path.ok_or(Errno::Enoent)
}

/// Looks up a name that may become a link.
#[balances_refs]
pub fn proc_map_files_lookup(dir: &Inode, name: &str) -> Result<Inode> {
    MM_REF!(mm_ref: MmUsers);
    let task = get_proc_task(dir).ok_or(Errno::Enoent)?;
    if !ptrace_may_access(&task) {
        return Err(Errno::Eacces);
    }
    let address = dname_to_vma_addr(name).or(Err(Errno::Enoent))?;
    let mm = get_task_mm(&task, &mut mm_ref).ok_or(Errno::Enoent)?;
    let mapped = find_exact_vma(&mm.mmap(), address).and_then(vm_file).is_some();
    mmput(mm, mm_ref);
    if mapped { Ok(Inode::new(&task)) } else { Err(Errno::Enoent) }
}

/// Lists the names from the reader's position on, while there is room.
#[balances_refs]
pub fn proc_map_files_readdir(dir: &Inode, ctx: &mut DirContext) -> Result<()> {
    MM_REF!(mm_ref: MmUsers);
    let task = get_proc_task(dir).ok_or(Errno::Enoent)?;
    if !ptrace_may_access(&task) {
        return Err(Errno::Eacces);
    }
    if !ctx.emit_dots() {
        return Ok(());
    }
    let Some(mm) = get_task_mm(&task, &mut mm_ref) else { return Ok(()) };
    let mmap = mm.mmap();
    let mut fa = Vec::new();
    let files = mmap.vmas.iter().filter(|(_, vma)| vm_file(vma).is_some());
    for (start, vma) in files.skip(ctx.pos - 2) {
        let Ok(info) = kmalloc(vma_name(*start, vma)) else {
            drop(mmap);
            mmput(mm, mm_ref);
            return Err(Errno::Enomem);
        };
        fa.push(info);
    }
    drop(mmap);
    for info in fa {
        if !ctx.emit(*info) {
            break;
        }
    }
    mmput(mm, mm_ref);
    Ok(())
}

/// `400000-401000`
pub fn vma_name(start: u64, vma: &Vma) -> String {
    format!("{start:x}-{:x}", vm_end(start, vma))
}

fn dname_to_vma_addr(name: &str) -> Result<(u64, u64)> {
    let (start, end) = name.split_once('-').ok_or(Errno::Einval)?;
    let parse = |address| u64::from_str_radix(address, 16).or(Err(Errno::Einval));
    Ok((parse(start)?, parse(end)?))
}

fn find_exact_vma(mmap: &Mmap, (start, end): (u64, u64)) -> Option<&Vma> {
    mmap.vmas.get(&start).filter(|vma| vm_end(start, vma) == end)
}

fn vm_end(start: u64, vma: &Vma) -> u64 {
    start + vma.pages.len() as u64 * PAGE_SIZE
}

/// The mapped file, unless it is memory such as `[heap]`.
fn vm_file(vma: &Vma) -> Option<&str> {
    Some(&*vma.name).filter(|name| !name.starts_with('['))
}
