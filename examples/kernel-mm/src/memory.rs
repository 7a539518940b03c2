//! `mm/memory.c`: access to the memory of other tasks.

use mmref::{MM_REF, balances_refs, requires_ref};

use crate::fork::{get_task_mm, mmput};
use crate::kernel::cache::Mm;
use crate::kernel::task::Task;
use crate::mm_types::{MmUsers, PAGE_SIZE};

/// What to do with pages, one word each.
pub enum Access<'a> {
    Read(&'a mut [u64]),
    Write(&'a [u64]),
}

/// Reads or writes pages of a task. Returns how many: it stops at the first page that is not mapped.
#[balances_refs]
pub fn access_process_vm(task: &Task, addr: u64, access: Access<'_>) -> usize {
    MM_REF!(mm_ref: MmUsers);
    let Some(mm) = get_task_mm(task, &mut mm_ref) else { return 0 };
    let ret = access_remote_vm(mm, addr, access, &mm_ref);
    mmput(mm, mm_ref);
    ret
}

/// The same for a caller that has the mm.
#[requires_ref(MmUsers)]
pub fn access_remote_vm(mm: Mm, addr: u64, access: Access<'_>) -> usize {
    let mut mmap = mm.mmap();
    let addresses = (addr..).step_by(PAGE_SIZE as usize);
    match access {
        Access::Read(buf) => {
            let mapped = addresses.zip(buf).map_while(|(addr, word)| mmap.page(addr).map(|page| *word = *page));
            mapped.count()
        }
        Access::Write(buf) => {
            let write = |(addr, word): (u64, &u64)| {
                *mmap.page(addr)? = *word;
                mmap.soft_dirty.insert(addr / PAGE_SIZE * PAGE_SIZE);
                Some(())
            };
            addresses.zip(buf).map_while(write).count()
        }
    }
}
