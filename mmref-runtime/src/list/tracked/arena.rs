//! All nodes of the process: chunks that are never freed, and batches of free nodes.

use super::handle::NodeRef;
use super::local::Local;
use super::node::{Life, Node};
use super::sync::{AtomicPtr, AtomicU32, AtomicU64, BATCH, CHUNK_BITS, CHUNKS, Ordering, fence};
use super::sync::{allocate_chunk, free_chunk};

/// No node: the first index is unused.
pub(crate) const NONE: u32 = 0;
/// The most nodes that there can be.
pub(crate) const MAX_NODES: u32 = (CHUNKS as u32) << CHUNK_BITS;

pub(crate) struct Arena {
    pub(super) chunks: [AtomicPtr<Node>; CHUNKS],
    /// Nodes below this index have been cut off: they are on a free list, or held.
    pub(super) carved: AtomicU32,
    /// Where cutting off stops.
    pub(super) capacity: AtomicU32,
    /// The stack of free batches: the first node of the topmost one, and a tag that makes a late exchange fail if the
    /// same batch was popped and pushed again (Treiber's stack, with IBM's counted pointer).
    pub(super) batches: AtomicU64,
    /// References that found no node and are held without being listed.
    pub(super) unlisted: AtomicU64,
    /// The id that the next object gets; see `count`.
    pub(super) next_object: AtomicU64,
}

/// An arena and the free list of the thread that uses it.
#[derive(Clone, Copy)]
pub(crate) struct Pool<'a> {
    pub(crate) arena: &'a Arena,
    pub(crate) local: &'a Local,
}

impl Arena {
    /// The node of an index, which may come from a forged handle.
    #[inline(always)]
    pub(crate) fn node(&self, index: u32) -> Option<&'static Node> {
        // Acquire: the nodes were zeroed before the chunk was published.
        let chunk = self.chunks.get((index >> CHUNK_BITS) as usize)?.load(Ordering::Acquire);
        let offset = (index & ((1 << CHUNK_BITS) - 1)) as usize;
        if chunk.is_null() {
            return None;
        }
        // SAFETY: a published chunk has `1 << CHUNK_BITS` nodes, and the offset is masked to that.
        let node = unsafe { chunk.add(offset) };
        // SAFETY: it points to a node of a published chunk; no chunk is ever freed, and nodes are only shared.
        Some(unsafe { &*node })
    }

    /// Every reference that is held.
    pub(crate) fn walk(&self) -> impl Iterator<Item = (NodeRef, Life)> {
        let end = self.carved.load(Ordering::Relaxed);
        (NONE + 1..end).filter_map(|index| read(index, self.node(index)?))
    }

    /// Every reference that is held on one object.
    pub(crate) fn walk_object(&self, object: u64) -> impl Iterator<Item = (NodeRef, Life)> {
        let end = self.carved.load(Ordering::Relaxed);
        let of_object = move |node: &&Node| node.object() == object;
        (NONE + 1..end)
            .filter_map(move |index| read(index, self.node(index).filter(of_object)?))
            .filter(move |(_, life)| life.object == object)
    }

    /// Sets how many references are listed at most, rounded down to whole batches.
    pub(crate) fn limit(&self, capacity: u32) {
        self.capacity.store(capacity.min(MAX_NODES), Ordering::Relaxed);
    }

    pub(crate) fn unlisted(&self) -> u64 {
        self.unlisted.load(Ordering::Relaxed)
    }

    /// A batch of free nodes: an old one, or a new one, or none if there is no more room.
    pub(super) fn take_batch(&self) -> Option<u32> {
        self.pop_batch().or_else(|| self.carve())
    }

    pub(super) fn give_batch(&self, first: u32) {
        let Some(node) = self.node(first) else { return };
        let _ = self.batches.fetch_update(Ordering::Release, Ordering::Relaxed, |top| {
            node.next_batch.store(Top::unpack(top).first, Ordering::Relaxed);
            Some(Top::unpack(top).then(first).pack())
        });
    }

    fn pop_batch(&self) -> Option<u32> {
        let top = self.batches.fetch_update(Ordering::Acquire, Ordering::Acquire, |top| {
            let top = Top::unpack(top);
            // Another thread may have taken this batch: then this read is garbage, and the tag has changed.
            let next = self.node(top.first).filter(|_| top.first != NONE)?.next_batch.load(Ordering::Relaxed);
            Some(top.then(next).pack())
        });
        // A walk that sees a value stored in these nodes from now on sees their generations too, whoever wrote them.
        fence(Ordering::Release);
        top.ok().map(|top| Top::unpack(top).first)
    }

    /// Cuts off a batch of nodes that were never used, and links them.
    fn carve(&self) -> Option<u32> {
        let room = |end: u32| end.checked_add(BATCH).filter(|end| *end <= self.capacity.load(Ordering::Relaxed));
        let start = self.carved.fetch_update(Ordering::Relaxed, Ordering::Relaxed, room).ok()?;
        self.publish((start >> CHUNK_BITS) as usize)?;
        let first = start.max(NONE + 1);
        for index in first..start + BATCH {
            let next = if index + 1 < start + BATCH { index + 1 } else { NONE };
            self.node(index)?.next.store(next, Ordering::Relaxed);
        }
        Some(first)
    }

    /// Allocates a chunk unless it exists.
    fn publish(&self, chunk: usize) -> Option<()> {
        let entry = self.chunks.get(chunk)?;
        if !entry.load(Ordering::Acquire).is_null() {
            return Some(());
        }
        let new: *mut Node = allocate_chunk();
        // SAFETY: the chunk is ours, it is large enough for one node, and nodes are only shared.
        let first = unsafe { new.as_ref() }?;
        if chunk == 0 {
            first.reserve();
        }
        if entry.compare_exchange(core::ptr::null_mut(), new, Ordering::AcqRel, Ordering::Acquire).is_err() {
            // SAFETY: it comes from the line above, and the exchange that would have published it failed.
            unsafe { free_chunk(new) };
        }
        Some(())
    }
}

/// The share that a node holds now.
fn read(index: u32, node: &Node) -> Option<(NodeRef, Life)> {
    node.read().map(|(generation, life)| (NodeRef::new(index, generation), life))
}

/// The topmost free batch, and how often the stack has changed.
#[derive(Clone, Copy)]
struct Top {
    first: u32,
    tag: u32,
}

impl Top {
    fn unpack(bits: u64) -> Self {
        Self { first: bits as u32, tag: (bits >> u32::BITS) as u32 }
    }

    fn pack(self) -> u64 {
        u64::from(self.tag) << u32::BITS | u64::from(self.first)
    }

    fn then(self, first: u32) -> Self {
        Self { first, tag: self.tag.wrapping_add(1) }
    }
}
