//! `mm/mmu_notifier.c`: whoever keeps tables of an mm's pages is told when pages go.

use std::ops::Range;
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use mmref::{acquires_ref, releases_ref};

use crate::kernel::cache::Mm;
use crate::kernel::errno::{Errno, Result};
use crate::kernel::fault::may_fail;
use crate::kernel::lock;
use crate::mm_types::MmCount;
use crate::sched::{mmdrop, mmgrab};

/// `struct mmu_notifier` and its operations. Whoever calls one keeps it allocated for as long.
pub trait MmuNotifier: Send + Sync {
    /// All pages are about to go: the last user is gone.
    fn release(&self, _mm: Mm) {}

    /// The pages at these addresses are about to go.
    fn invalidate_range_start(&self, _mm: Mm, _range: &Range<u64>) {}
}

/// `struct mmu_notifier_mm`: who is to be told.
pub struct MmuNotifierMm {
    list: Mutex<Vec<Arc<dyn MmuNotifier>>>,
    /// Read by whoever calls a notifier.
    srcu: RwLock<()>,
}

impl MmuNotifierMm {
    pub const fn new() -> Self {
        Self { list: Mutex::new(Vec::new()), srcu: RwLock::new(()) }
    }
}

impl Default for MmuNotifierMm {
    fn default() -> Self {
        Self::new()
    }
}

/// Adds a notifier to an mm that has a user. The notifier holds a C.
#[acquires_ref(MmCount)]
pub fn mmu_notifier_register(mn: Arc<dyn MmuNotifier>, mm: Mm) -> Result<()> {
    do_mmu_notifier_register(mn, mm, true, mm_ref)
}

/// The same for a caller who has the address space locked.
#[acquires_ref(MmCount)]
pub fn __mmu_notifier_register(mn: Arc<dyn MmuNotifier>, mm: Mm) -> Result<()> {
    do_mmu_notifier_register(mn, mm, false, mm_ref)
}

#[acquires_ref(MmCount)]
fn do_mmu_notifier_register(mn: Arc<dyn MmuNotifier>, mm: Mm, take_mmap_sem: bool) -> Result<()> {
    assert!(mm.mm_users.count() > 0, "{mm:?} has no users");
    may_fail(Errno::Enomem)?;
    let _mmap_sem = take_mmap_sem.then(|| mm.mmap());
    mm_take_all_locks()?;
    mmgrab(mm, mm_ref);
    lock(&mm.mmu_notifier_mm.list).insert(0, mn);
    Ok(())
}

/// Removes a notifier and gives up its C. If nobody else has told it yet that the pages go, this does.
#[releases_ref(MmCount)]
pub fn mmu_notifier_unregister(mn: &dyn MmuNotifier, mm: Mm) {
    let srcu = srcu_read_lock(&mm);
    if notifiers(mm).iter().any(|other| same(&**other, mn)) {
        mn.release(mm);
    }
    drop(srcu);
    hlist_del_init(mn, mm);
    mmdrop(mm, mm_ref);
}

/// The same for a notifier that need not be told.
#[releases_ref(MmCount)]
pub fn mmu_notifier_unregister_no_release(mn: &dyn MmuNotifier, mm: Mm) {
    hlist_del_init(mn, mm);
    mmdrop(mm, mm_ref);
}

/// The mm goes: tells all, and they are off the list. Their Cs stay until they unregister. Those who do that now have told
/// theirs when this returns.
pub fn mmu_notifier_release(mm: Mm) {
    let srcu = srcu_read_lock(&mm);
    notifiers(mm).iter().for_each(|mn| mn.release(mm));
    drop(srcu);
    lock(&mm.mmu_notifier_mm.list).clear();
    synchronize_srcu(mm);
}

/// Tells all that pages go.
pub fn mmu_notifier_invalidate_range_start(mm: Mm, range: &Range<u64>) {
    let _srcu = srcu_read_lock(&mm);
    notifiers(mm).iter().for_each(|mn| mn.invalidate_range_start(mm, range));
}

/// Everybody on the list now, who may be off it by the time that they are called.
fn notifiers(mm: Mm) -> Vec<Arc<dyn MmuNotifier>> {
    lock(&mm.mmu_notifier_mm.list).clone()
}

fn srcu_read_lock(mm: &Mm) -> RwLockReadGuard<'_, ()> {
    mm.mmu_notifier_mm.srcu.read().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for all who are calling a notifier now.
fn synchronize_srcu(mm: Mm) {
    drop(mm.mmu_notifier_mm.srcu.write().unwrap_or_else(PoisonError::into_inner));
}

fn hlist_del_init(mn: &dyn MmuNotifier, mm: Mm) {
    lock(&mm.mmu_notifier_mm.list).retain(|other| !same(&**other, mn));
}

fn same(one: &dyn MmuNotifier, other: &dyn MmuNotifier) -> bool {
    ptr::addr_eq(one, other)
}

/// Fails if a signal comes while it waits.
fn mm_take_all_locks() -> Result<()> {
    may_fail(Errno::Eintr)
}
