//! `include/linux/mm_types.h`: the counted object.
//!
//! U is a share of `mm_users`: the address space stays mapped. C is a share of `mm_count`: the structure stays allocated.
//! All users together hold one C, which is kept in the mm itself. The last U gives it up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, MutexGuard, TryLockError};

use mmref::{MM_REF, RefClass, RefCount, RefCounted, holds_ref};

use crate::kernel::lock;
use crate::mmu_notifier::MmuNotifierMm;
use crate::swapfile::SwapPtes;

#[derive(Debug, RefClass)]
#[ref_class(name = "mm_users")]
pub struct MmUsers;

#[derive(Debug, RefClass)]
#[ref_class(name = "mm_count")]
pub struct MmCount;

/// `struct mm_struct`
#[holds_ref]
#[derive(RefCounted)]
pub struct MmStruct {
    /// The users hold one C together, here until the last one is gone. Then a work queue may have to give it up.
    #[ref_count]
    #[counted(mm_users_ref: MmCount, shared)]
    #[counted(async_put_ref: MmCount, shared)]
    pub mm_users: RefCount<MmUsers>,
    #[ref_count]
    pub mm_count: RefCount<MmCount>,
    pub mmu_notifier_mm: MmuNotifierMm,
    /// `mmap_sem`, and what it protects.
    mmap: Mutex<Mmap>,
}

/// An address space. Nothing is mapped once the last user is gone.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Mmap {
    /// Keyed by start address.
    pub vmas: BTreeMap<u64, Vma>,
    pub arg: String,
    pub env: String,
    pub auxv: Vec<u64>,
    /// `MMF_DUMP_FILTER_MASK` and the like.
    pub flags: u32,
    /// Of the NUMA nodes that its pages are on.
    pub nodes: u32,
    /// The nodes that new pages may come from.
    pub policy: u32,
    /// Pages in the swap area.
    pub swapped: SwapPtes,
    /// The most pages that were in memory at a time.
    pub hiwater_rss: u64,
    /// The pages that were written to since this was last cleared.
    pub soft_dirty: BTreeSet<u64>,
    pub poisoned: bool,
}

/// `struct vm_area_struct`: `pages` pages, each with its contents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vma {
    pub pages: Vec<u64>,
    /// The mapped file, or `[heap]` and the like.
    pub name: String,
    /// Whether it is shared with other processes. A futex in shared memory does not belong to this mm.
    pub shared: bool,
}

pub const PAGE_SIZE: u64 = 4096;
/// The contents of a poisoned mm's pages.
const POISON: u64 = 0x6b6b_6b6b_6b6b_6b6b;

impl Mmap {
    pub const fn new() -> Self {
        Self {
            vmas: BTreeMap::new(),
            arg: String::new(),
            env: String::new(),
            auxv: Vec::new(),
            flags: 0,
            nodes: 1,
            swapped: SwapPtes::new(),
            hiwater_rss: 0,
            soft_dirty: BTreeSet::new(),
            policy: 1,
            poisoned: false,
        }
    }

    pub fn total_vm(&self) -> u64 {
        self.vmas.values().map(|vma| vma.pages.len() as u64).sum()
    }

    /// Pages in memory.
    pub fn rss(&self) -> u64 {
        self.total_vm().saturating_sub(self.swapped.len() as u64)
    }

    /// The page at an address.
    pub fn page(&mut self, address: u64) -> Option<&mut u64> {
        let (start, vma) = self.vmas.range_mut(..=address).next_back()?;
        vma.pages.get_mut(((address - start) / PAGE_SIZE) as usize)
    }
}

impl MmStruct {
    pub const fn new() -> Self {
        Self::with_counts(RefCount::zero(), RefCount::zero())
    }

    pub const fn with_counts(mm_users: RefCount<MmUsers>, mm_count: RefCount<MmCount>) -> Self {
        Self {
            mm_users,
            mm_count,
            mm_users_ref: MM_REF!(Self::mm_users_ref),
            async_put_ref: MM_REF!(Self::async_put_ref),
            mmu_notifier_mm: MmuNotifierMm::new(),
            mmap: Mutex::new(Mmap::new()),
        }
    }

    /// `down_read(&mm->mmap_sem)`, and `down_write`: one user at a time.
    pub fn mmap(&self) -> MutexGuard<'_, Mmap> {
        lock(&self.mmap)
    }

    /// The same where sleeping is forbidden: `None` if somebody else has it.
    pub fn try_mmap(&self) -> Option<MutexGuard<'_, Mmap>> {
        match self.mmap.try_lock() {
            Ok(mmap) => Some(mmap),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    pub(crate) fn poison(&self) {
        *self.mmap() = Mmap { flags: POISON as u32, poisoned: true, ..Mmap::new() };
    }
}

impl Default for MmStruct {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MmStruct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MmStruct").field("mm_users", &self.mm_users).field("mm_count", &self.mm_count).finish()
    }
}
