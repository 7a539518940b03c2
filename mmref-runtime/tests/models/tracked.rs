//! The files of `src/list/tracked` that hold an algorithm, and constructors in place of the statics of the program.

#[path = "../../src/list/tracked/arena.rs"]
pub(crate) mod arena;
#[path = "../../src/list/tracked/count.rs"]
pub(crate) mod count;
#[path = "../../src/list/tracked/handle.rs"]
pub(crate) mod handle;
#[path = "../../src/list/tracked/local.rs"]
pub(crate) mod local;
#[path = "../../src/list/tracked/node.rs"]
pub(crate) mod node;
#[path = "../../src/list/tracked/refused.rs"]
mod refused;
#[path = "../../src/list/tracked/slot.rs"]
pub(crate) mod slot;
#[path = "sync.rs"]
pub(crate) mod sync;
#[path = "../../src/list/tracked/word.rs"]
pub(crate) mod word;

use arena::{Arena, MAX_NODES};
use count::Count;
use handle::{NodeRef, Shared};
use local::Local;
pub(crate) use refused::Refused;
use slot::Slot;
use word::Word;

use sync::{AtomicPtr, AtomicU32, AtomicU64, Ordering, free_chunk};

impl Arena {
    pub(crate) fn new() -> Self {
        Self {
            chunks: core::array::from_fn(|_| AtomicPtr::default()),
            carved: AtomicU32::new(0),
            capacity: AtomicU32::new(MAX_NODES),
            batches: AtomicU64::new(0),
            unlisted: AtomicU64::new(0),
            next_object: AtomicU64::new(2),
        }
    }

    /// The arena's part in a trade, without a thread's.
    pub(crate) fn take(&self) -> Option<u32> {
        self.take_batch()
    }

    /// The arena's part in a trade, without a thread's.
    pub(crate) fn give(&self, first: u32) {
        self.give_batch(first);
    }

    /// The node that follows this one in a batch.
    pub(crate) fn next(&self, index: u32) -> u32 {
        self.node(index).map_or(arena::NONE, |node| node.next.load(Ordering::Relaxed))
    }
}

impl Drop for Arena {
    /// The arena of the program is never freed. That of a model is used once.
    fn drop(&mut self) {
        for chunk in &self.chunks {
            let chunk = chunk.load(Ordering::Relaxed);
            if !chunk.is_null() && !std::thread::panicking() {
                // SAFETY: the arena published it, so it came from `allocate_chunk`; nobody uses the arena any more.
                unsafe { free_chunk(chunk) };
            }
        }
    }
}

impl Count {
    /// A count with `shares` shares, of which `listed` count as listed.
    pub(crate) fn new(listed: u32, shares: u32) -> Self {
        Self { word: Word(AtomicU64::new(Word::initial(listed, shares))), id: AtomicU64::new(0) }
    }
}

impl Shared {
    pub(crate) fn new(slot: Slot) -> Self {
        Self { held: AtomicU64::new(NodeRef::IDLE.pack()), slot }
    }
}

/// The number of a thread that had none before its first get or put.
pub(crate) const LATECOMER: u32 = 99;

fn enroll(local: &Local) {
    if local.thread() == 0 {
        local.open(LATECOMER);
    }
}
