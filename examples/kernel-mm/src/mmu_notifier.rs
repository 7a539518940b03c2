//! `mm/mmu_notifier.c`: owners of tables of an mm's pages are notified when pages go.

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

/// `struct mmu_notifier` and its operations. A caller keeps it allocated during the call.
pub trait MmuNotifier: Send + Sync {
    /// All pages are about to go, because the last user is gone.
    fn release(&self, _mm: Mm) {}

    /// The pages at these addresses are about to go.
    fn invalidate_range_start(&self, _mm: Mm, _range: &Range<u64>) {}
}

/// `struct mmu_notifier_mm`: the notifiers to call.
pub struct MmuNotifierMm {
    list: Mutex<Vec<Arc<dyn MmuNotifier>>>,
    /// Read-locked while a notifier is called.
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

/// The same for a caller that has the address space locked.
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

/// Removes a notifier and gives up its C. Notifies it that the pages go, if nobody else has yet.
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

/// The same for a notifier that need not be called.
#[releases_ref(MmCount)]
pub fn mmu_notifier_unregister_no_release(mn: &dyn MmuNotifier, mm: Mm) {
    hlist_del_init(mn, mm);
    mmdrop(mm, mm_ref);
}

/// The mm goes: notifies all, and takes them off the list. Their Cs stay until they unregister. One that unregisters
/// now has been notified when this returns.
pub fn mmu_notifier_release(mm: Mm) {
    let srcu = srcu_read_lock(&mm);
    notifiers(mm).iter().for_each(|mn| mn.release(mm));
    drop(srcu);
    lock(&mm.mmu_notifier_mm.list).clear();
    synchronize_srcu(mm);
}

/// Notifies all that pages go.
pub fn mmu_notifier_invalidate_range_start(mm: Mm, range: &Range<u64>) {
    let _srcu = srcu_read_lock(&mm);
    notifiers(mm).iter().for_each(|mn| mn.invalidate_range_start(mm, range));
}

/// Everybody on the list now. They may be off it by the time that they are called.
fn notifiers(mm: Mm) -> Vec<Arc<dyn MmuNotifier>> {
    lock(&mm.mmu_notifier_mm.list).clone()
}

fn srcu_read_lock(mm: &Mm) -> RwLockReadGuard<'_, ()> {
    mm.mmu_notifier_mm.srcu.read().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for all calls of notifiers in progress.
fn synchronize_srcu(mm: Mm) {
    drop(mm.mmu_notifier_mm.srcu.write().unwrap_or_else(PoisonError::into_inner));
}

fn hlist_del_init(mn: &dyn MmuNotifier, mm: Mm) {
    lock(&mm.mmu_notifier_mm.list).retain(|other| !same(&**other, mn));
}

fn same(one: &dyn MmuNotifier, other: &dyn MmuNotifier) -> bool {
    ptr::addr_eq(one, other)
}

/// Fails if a signal arrives while it waits.
fn mm_take_all_locks() -> Result<()> {
    may_fail(Errno::Eintr)
}
