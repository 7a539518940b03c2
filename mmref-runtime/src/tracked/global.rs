//! The arena and the threads of the process.

use super::arena::{Arena, MAX_NODES, Pool};
use super::local::Local;
use super::tally;
use crate::policy;
use crate::provenance::threads;
use crate::sync::{AtomicPtr, AtomicU32, AtomicU64, CHUNKS};

static ARENA: Arena = Arena {
    chunks: [const { AtomicPtr::new(core::ptr::null_mut()) }; CHUNKS],
    carved: AtomicU32::new(0),
    capacity: AtomicU32::new(MAX_NODES),
    batches: AtomicU64::new(0),
    unlisted: AtomicU64::new(0),
    next_object: AtomicU64::new(1),
};

thread_local! {
    /// Has no destructor, and so is there until the very end of the thread.
    static LOCAL: Local = const { Local::new() };
    static END: End = const { End };
}

/// Is dropped when the thread ends. Thread-locals that are dropped later, and that get or put, find the thread closed.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        LOCAL.with(|local| local.close(&ARENA));
        tally::hand_back();
    }
}

/// Runs an operation with the arena and the nodes of this thread.
#[inline]
pub(super) fn here<R>(operation: impl FnOnce(Pool<'_>) -> R) -> R {
    LOCAL.with(|local| operation(Pool { arena: &ARENA, local }))
}

pub(super) fn arena() -> &'static Arena {
    &ARENA
}

/// Whether the thread can keep a block of counters: its end will hand it back.
pub(super) fn keeps_blocks() -> bool {
    END.try_with(|_| ()).is_ok()
}

/// A thread is here for the first time, or once more after its end.
pub(super) fn enroll(local: &Local) {
    policy::read_environment();
    if keeps_blocks() {
        local.open(threads::enroll());
    }
}

/// At most so many references are listed from here on.
pub(crate) fn limit(capacity: u32) {
    ARENA.limit(capacity);
}

/// References that are held without being listed.
pub(crate) fn unlisted() -> u64 {
    ARENA.unlisted()
}
