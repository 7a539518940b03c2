//! A swap area, and the page table entries for what is in it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};

use mmref::requires_ref;

use super::mmlist_add;
use crate::kernel::cache::Mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::lock;
use crate::mm_types::{MmUsers, PAGE_SIZE};

/// A page in a swap area. It exists while a page table has an entry for it.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct SwapPage {
    address: u64,
}

/// A page table's entries for pages that are in a swap area. A copy has its pages in memory, until
/// [`copy_swap_ptes`] makes it share them.
#[derive(PartialEq, Eq, Default, Debug)]
pub struct SwapPtes(Vec<Arc<SwapPage>>);

impl SwapPtes {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The page at an address is needed, so it is in memory from here on.
    pub fn do_swap_page(&mut self, address: u64) {
        self.0.retain(|page| page.address != address - address % PAGE_SIZE);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Clone for SwapPtes {
    fn clone(&self) -> Self {
        Self::new()
    }
}

/// `struct swap_info_struct`
#[derive(Debug)]
pub struct SwapInfo {
    pub(super) swap_map: Mutex<Vec<SwapEntry>>,
    /// `SWP_WRITEOK`
    pub(super) writeok: AtomicBool,
}

/// `swp_entry_t`: a place in the area.
#[derive(Clone, Debug)]
pub(super) struct SwapEntry(Weak<SwapPage>);

impl SwapEntry {
    /// `swap_count`: how many page tables have an entry for it.
    pub(super) fn count(&self) -> usize {
        self.0.strong_count()
    }
}

impl SwapInfo {
    pub const fn new() -> Self {
        Self { swap_map: Mutex::new(Vec::new()), writeok: AtomicBool::new(true) }
    }

    /// The number of pages in the area.
    pub fn inuse_pages(&self) -> usize {
        lock(&self.swap_map).iter().filter(|entry| entry.count() > 0).count()
    }

    /// The next place in use from `start` on, beginning again after the last.
    pub(super) fn find_next_to_unuse(&self, start: usize) -> Option<(usize, SwapEntry)> {
        let swap_map = lock(&self.swap_map);
        let places = swap_map.iter().enumerate();
        let in_use = places.clone().skip(start).chain(places).find(|(_, entry)| entry.count() > 0)?;
        Some((in_use.0, in_use.1.clone()))
    }
}

impl Default for SwapInfo {
    fn default() -> Self {
        Self::new()
    }
}

/// Moves a page to the area.
#[requires_ref(MmUsers)]
pub fn swap_out(si: &SwapInfo, mm: Mm, address: u64) -> Result<()> {
    if !si.writeok.load(Ordering::Acquire) {
        return Err(Errno::Enomem);
    }
    let mut mmap = mm.mmap();
    mmap.page(address).ok_or(Errno::Efault)?;
    mmap.hiwater_rss = mmap.hiwater_rss.max(mmap.rss());
    let page = SwapPage { address: address / PAGE_SIZE * PAGE_SIZE };
    if !mmap.swapped.0.iter().any(|other| **other == page) {
        let page = Arc::new(page);
        lock(&si.swap_map).push(SwapEntry(Arc::downgrade(&page)));
        mmap.swapped.0.push(page);
    }
    drop(mmap);
    mmlist_add(mm);
    Ok(())
}

/// `copy_pte_range`, for pages in a swap area: the child has them there, too.
#[requires_ref(MmUsers)]
pub fn copy_swap_ptes(child: Mm, parent: Mm) {
    let ptes = parent.mmap().swapped.0.clone();
    if !ptes.is_empty() {
        child.mmap().swapped.0.extend(ptes);
        mmlist_add(child);
    }
}

/// Brings a page of this mm back into memory, if it is one of its pages.
#[requires_ref(MmUsers)]
pub(super) fn unuse_mm(mm: Mm, entry: &SwapEntry) -> Result<()> {
    may_fail(Errno::Enomem)?;
    mm.mmap().swapped.0.retain(|page| Arc::as_ptr(page) != entry.0.as_ptr());
    Ok(())
}
