//! The memory that mms live in: what `kmem_cache` is to a kernel.
//!
//! In a kernel this is only an allocator: a pointer is an address, and using it after the mm was freed is undefined
//! behaviour. Here it must be safe Rust. So a pointer leads to a slot that is never freed and may or may not contain
//! the mm, and using it after the mm was freed panics. As in a kernel, only the counts decide when the mm is
//! freed.

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};

use crate::mm::Mm;

type Slot = RwLock<Option<Box<Mm>>>;

static ALL: Mutex<Vec<MmPtr>> = Mutex::new(Vec::new());
static FREED: AtomicUsize = AtomicUsize::new(0);

/// `struct mm_struct *`: plain and copied at will. It keeps nothing alive; the reference next to it does.
#[derive(Clone, Copy)]
pub(crate) struct MmPtr(&'static Slot);

/// The mm that a pointer leads to, while it is looked at.
pub(crate) struct Look(RwLockReadGuard<'static, Option<Box<Mm>>>);

impl MmPtr {
    /// `kmem_cache_alloc`
    pub(crate) fn allocate(mm: Mm) -> Self {
        let pointer = Self(Box::leak(Box::new(Slot::new(Some(Box::new(mm))))));
        ALL.lock().unwrap_or_else(PoisonError::into_inner).push(pointer);
        pointer
    }

    /// `kmem_cache_free`: the mm is dropped, and its counts check whether anybody still holds it.
    pub(crate) fn free(self) {
        let mm = self.0.write().unwrap_or_else(PoisonError::into_inner).take();
        FREED.fetch_add(1, Ordering::Relaxed);
        drop(mm.expect("an mm is freed once"));
    }

    /// `mm->`
    pub(crate) fn at(self) -> Look {
        self.look().expect("an mm is used before it is freed")
    }

    fn look(self) -> Option<Look> {
        let guard = self.0.read().unwrap_or_else(PoisonError::into_inner);
        guard.is_some().then(|| Look(guard))
    }
}

impl Deref for Look {
    type Target = Mm;

    fn deref(&self) -> &Mm {
        self.0.as_deref().expect("the guard keeps it from being freed")
    }
}

/// Every allocated mm, found as the reader of a crash dump would find it: without a reference. So call it only while
/// all other threads stand still.
pub(crate) fn allocated() -> Vec<Look> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner).iter().filter_map(|mm| mm.look()).collect()
}

/// `kmem_cache_destroy`: frees what is left, if shares were forgotten, and returns how many mms that were.
pub(crate) fn destroy() -> usize {
    let all = ALL.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let left: Vec<_> = all.into_iter().filter(|mm| mm.look().is_some()).collect();
    left.iter().for_each(|mm| mm.free());
    left.len()
}

/// How many mms were allocated, and how many of them were freed.
pub(crate) fn totals() -> (usize, usize) {
    (ALL.lock().unwrap_or_else(PoisonError::into_inner).len(), FREED.load(Ordering::Relaxed))
}
