//! The arena and the threads of the process.

use core::num::NonZeroU32;
use std::sync::Once;

use super::arena::{Arena, MAX_NODES, Pool};
use super::local::Local;
use super::sync::{AtomicPtr, AtomicU32, AtomicU64, CHUNKS, Ordering};
use super::tally;
use crate::settings;
use crate::threads;

static ARENA: Arena = Arena {
    chunks: [const { AtomicPtr::new(core::ptr::null_mut()) }; CHUNKS],
    carved: AtomicU32::new(0),
    capacity: AtomicU32::new(MAX_NODES),
    batches: AtomicU64::new(0),
    unlisted: AtomicU64::new(0),
    next_object: AtomicU64::new(2),
};

/// The number of the newest scope.
static LAST_SCOPE: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// Has no destructor, so it stays valid until the very end of the thread.
    static LOCAL: Local = const { Local::new() };
    static END: End = const { End };
}

/// Is dropped when the thread ends. Thread-locals that are dropped later find the thread closed when they get or put.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        LOCAL.with(|local| local.close(&ARENA));
        tally::hand_back();
    }
}

/// Lends the arena and the nodes of this thread to an operation.
///
/// A function that is called within `LocalKey::with` is rarely inlined into its caller, and a reference that leaves the
/// registers between a get and a put costs more than both. So only the address comes out of `with`.
#[inline(always)]
pub(super) fn here<R>(operation: impl FnOnce(Pool<'_>) -> R) -> R {
    let local: *const Local = LOCAL.with(core::ptr::from_ref);
    // SAFETY: `LOCAL` has no destructor, so it is valid until its thread ends, which is after this function returns; and
    // the lifetime in `Pool` keeps `operation` from passing it on. `Local` is not `Sync`, so it stays on this thread.
    let local = unsafe { &*local };
    operation(Pool { arena: &ARENA, local })
}

pub(super) fn arena() -> &'static Arena {
    &ARENA
}

/// Whether the thread can keep a block of counters. If it can, its end hands the block back.
pub(super) fn keeps_blocks() -> bool {
    END.try_with(|_| ()).is_ok()
}

/// Work that begins with the first reference of the process. Modules above register it.
pub(crate) struct Beginning(pub(crate) fn());

inventory::collect!(Beginning);

/// Runs at the first reference of the process: applies the environment's limit, and begins what is registered.
fn begin() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        settings::capacity().into_iter().for_each(|capacity| ARENA.limit(capacity));
        inventory::iter::<Beginning>.into_iter().for_each(|beginning| beginning.0());
    });
}

/// Runs at the first operation of a thread, or at one after its end.
pub(super) fn enroll(local: &Local) {
    begin();
    if keeps_blocks() {
        local.open(threads::enroll());
    }
}

/// A new number for a scope, or `None` if all are used up.
pub(crate) fn number_scope() -> Option<NonZeroU32> {
    let more = |last: u32| last.checked_add(1);
    let last = LAST_SCOPE.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).ok()?;
    NonZeroU32::new(last + 1)
}

/// The scope that the calling thread is in, or 0.
pub(crate) fn current_scope() -> u32 {
    here(|pool| pool.local.scope())
}

/// Enters another scope, and returns the one that the calling thread was in.
pub(crate) fn enter_scope(scope: u32) -> u32 {
    here(|pool| pool.local.enter(scope))
}

/// Sets how many references are listed at most. Overrides the environment.
pub(crate) fn limit(capacity: u32) {
    begin();
    ARENA.limit(capacity);
}

/// How many references are listed at most.
pub(crate) fn capacity() -> u32 {
    begin();
    ARENA.capacity.load(Ordering::Relaxed)
}

/// References that are held without being listed.
pub(crate) fn unlisted() -> u64 {
    ARENA.unlisted()
}
