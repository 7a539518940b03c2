//! The memory of mms: a `kmem_cache` whose slots keep their type, as with `SLAB_TYPESAFE_BY_RCU`.
//!
//! In a kernel, a pointer is an address, and using it after the mm was freed is undefined. Here, a pointer also records
//! which of the slot's lives it refers to. A freed mm is poisoned and its life is over, so that any later access is
//! detected, even if the slot is in use again. As in the kernel, only the counts decide about freeing.

use std::collections::VecDeque;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::lock;
use crate::mm_types::MmStruct;

/// Memory for one mm.
#[derive(Debug)]
pub struct Slot {
    number: u32,
    /// The number of lives that have begun or ended here: odd while there is an mm.
    life: AtomicU32,
    mm: MmStruct,
}

/// `struct mm_struct *`: plain, and freely copied. It keeps nothing alive; the reference beside it does.
#[derive(Clone, Copy)]
pub struct Mm {
    slot: &'static Slot,
    life: u32,
}

static ALL: Mutex<Vec<&'static Slot>> = Mutex::new(Vec::new());
/// The slot that was freed first is reused first. It stays poisoned for longer, which reveals more mistakes.
static FREE: Mutex<VecDeque<&'static Slot>> = Mutex::new(VecDeque::new());
static ALLOCATED: AtomicU64 = AtomicU64::new(0);
static FREED: AtomicU64 = AtomicU64::new(0);

impl Slot {
    /// A slot outside the cache, which contains an mm from the start.
    pub const fn fixed(mm: MmStruct) -> Self {
        Self { number: 0, life: AtomicU32::new(1), mm }
    }

    fn add() -> &'static Self {
        let mut all = lock(&ALL);
        let number = all.len() as u32 + 1;
        let slot = Box::leak(Box::new(Self { number, life: AtomicU32::new(0), mm: MmStruct::new() }));
        all.push(slot);
        slot
    }

    /// The mm in this slot, if there is one at present.
    fn mm(&'static self) -> Option<Mm> {
        let life = self.life.load(Ordering::Acquire);
        (life % 2 == 1).then_some(Mm { slot: self, life })
    }
}

impl Mm {
    /// `kmem_cache_alloc`: with counts at zero and an empty address space.
    pub fn allocate() -> Self {
        let free = lock(&FREE).pop_front();
        let slot = free.unwrap_or_else(Slot::add);
        ALLOCATED.fetch_add(1, Ordering::Relaxed);
        let life = slot.life.fetch_add(1, Ordering::AcqRel) + 1;
        Self { slot, life }
    }

    /// `kmem_cache_free`
    ///
    /// # Panics
    /// If it was freed before.
    pub fn free(self) {
        self.poison();
        let freed = self.slot.life.compare_exchange(self.life, self.life + 1, Ordering::AcqRel, Ordering::Relaxed);
        assert!(freed.is_ok(), "{self:?} is freed twice");
        FREED.fetch_add(1, Ordering::Relaxed);
        lock(&FREE).push_back(self.slot);
    }

    /// The mm in a slot outside the cache.
    pub const fn fixed(slot: &'static Slot) -> Self {
        Self { slot, life: 1 }
    }

    /// The slot, and which of its lives. No two mms have both in common.
    pub fn address(self) -> (u32, u32) {
        (self.slot.number, self.life)
    }
}

/// `mm->`
///
/// # Panics
/// If the mm was freed.
impl Deref for Mm {
    type Target = MmStruct;

    #[track_caller]
    fn deref(&self) -> &MmStruct {
        let life = self.slot.life.load(Ordering::Acquire);
        assert!(life == self.life, "{self:?} is used after it was freed");
        &self.slot.mm
    }
}

/// Whether two pointers refer to the same mm.
impl PartialEq for Mm {
    fn eq(&self, other: &Self) -> bool {
        self.address() == other.address()
    }
}

impl Eq for Mm {}

impl Hash for Mm {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.address().hash(state);
    }
}

impl fmt::Debug for Mm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mm {}/{}", self.slot.number, self.life / 2 + 1)
    }
}

/// Every allocated mm, found as a reader of a crash dump finds them: without a reference. Call this only while all
/// other threads stand still.
pub fn allocated() -> Vec<Mm> {
    lock(&ALL).iter().filter_map(|slot| slot.mm()).collect()
}

/// How many mms were allocated, and how many of them were freed.
pub fn totals() -> (u64, u64) {
    (ALLOCATED.load(Ordering::Relaxed), FREED.load(Ordering::Relaxed))
}
