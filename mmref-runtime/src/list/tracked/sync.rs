//! What differs between a program and its models: the atomics, and how large the arena is.
//!
//! The files of `tracked/` that hold an algorithm take their atomics from here. `tests/models` compiles the same files
//! against [loom](https://docs.rs/loom), with a `sync` module of their own.

pub(crate) use core::hint::spin_loop;
pub(crate) use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, Ordering, fence};

/// Nodes in a chunk, as a power of two: 65,536 nodes of one cache line are 4 MiB, which the system zeroes lazily.
pub(crate) const CHUNK_BITS: u32 = 16;
/// Chunks that the static table has room for: 268 million nodes in all.
pub(crate) const CHUNKS: usize = 1 << 12;
/// Nodes that a thread and the arena trade at a time.
pub(crate) const BATCH: u32 = 64;

/// A chunk of zeroed items, or null if there is no memory for one.
pub(crate) fn allocate_chunk<T>() -> *mut T {
    const { assert!(size_of::<T>() > 0) };
    // SAFETY: the layout is that of items whose size is above zero.
    let chunk = unsafe { std::alloc::alloc_zeroed(layout::<T>()) };
    chunk.cast()
}

/// Frees a chunk that lost the race to be published.
///
/// # Safety
/// `chunk` came from [`allocate_chunk`], and nobody else has seen it.
pub(crate) unsafe fn free_chunk<T>(chunk: *mut T) {
    // SAFETY: by the contract of this function the chunk is ours, and was allocated with this layout.
    unsafe { std::alloc::dealloc(chunk.cast(), layout::<T>()) };
}

fn layout<T>() -> core::alloc::Layout {
    core::alloc::Layout::new::<[T; 1 << CHUNK_BITS]>()
}
