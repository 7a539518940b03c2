//! What differs between the program and its models: loom's atomics, and an arena that is quickly used up.

use core::cell::Cell;

pub(crate) use loom::hint::spin_loop;
pub(crate) use loom::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering, fence};

pub(crate) const CHUNK_BITS: u32 = 2;
pub(crate) const CHUNKS: usize = 2;
pub(crate) const BATCH: u32 = 2;

thread_local! {
    /// Allocated chunks. All threads of a model are one thread to the system.
    static CHUNKS_IN_USE: Cell<usize> = const { Cell::new(0) };
}

pub(crate) fn allocate_chunk<T: Default>() -> *mut T {
    CHUNKS_IN_USE.set(CHUNKS_IN_USE.get() + 1);
    let chunk: [T; 1 << CHUNK_BITS] = core::array::from_fn(|_| T::default());
    Box::into_raw(Box::new(chunk)).cast()
}

/// # Safety
/// `chunk` came from [`allocate_chunk`], and nobody uses it any more.
pub(crate) unsafe fn free_chunk<T>(chunk: *mut T) {
    CHUNKS_IN_USE.set(CHUNKS_IN_USE.get() - 1);
    // SAFETY: by the contract of this function the chunk is a box of this type that is ours.
    drop(unsafe { Box::from_raw(chunk.cast::<[T; 1 << CHUNK_BITS]>()) });
}

pub(crate) fn chunks_in_use() -> usize {
    CHUNKS_IN_USE.get()
}
