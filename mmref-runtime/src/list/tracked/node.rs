//! A held reference: one cache line.
//!
//! The generation says what a node is, and orders everything else. It is odd while the reference is held and even
//! while the node is free. It grows by one with every get and every put. A node with no generation left retires, so a
//! handle of an earlier generation is always recognised.
//!
//! Only the owner of the reference writes to a held node. A walk may read at any time: it reads the generation, the
//! fields, and the generation again, and accepts only what lies between two equal odd values (a sequence lock whose
//! readers give up rather than wait). Caveats:
//!
//! 1. A walk that meets the `move_ref` of a reference that was moved before may see its old slot with the place of the
//!    new move.
//! 2. Two threads that put *copies* of one handle in the same instant may both find it current. Copies can only be
//!    made with `unsafe`, and puts in sequence are told apart.
//! 3. A stale handle that is looked up while its node is being filled again may see parts of both references.

use core::panic::Location;

use super::handle::NodeRef;
use super::slot::{AtomicSlot, Slot};
use super::sync::{AtomicPtr, AtomicU32, AtomicU64, Ordering, fence};
use crate::class::Class;

/// A place in the user's program.
pub(crate) type At = &'static Location<'static>;

/// Whether a node of this generation is held.
pub(crate) const fn is_held(generation: u32) -> bool {
    generation % 2 == 1
}

#[repr(align(64))]
#[derive(Default)]
pub(crate) struct Node {
    generation: AtomicU32,
    thread: AtomicU32,
    /// In a free node: the next node of the batch. In a held node: the scope of the get.
    pub(super) next: AtomicU32,
    /// In the first node of a free batch: the next batch. In a held node: unused.
    pub(super) next_batch: AtomicU32,
    object: AtomicU64,
    class: AtomicPtr<Class>,
    slot: AtomicSlot,
    acquired: AtomicPtr<Location<'static>>,
    moved: AtomicPtr<Location<'static>>,
    given_up: AtomicPtr<Location<'static>>,
}

/// What a get records.
pub(crate) struct Entry {
    pub(crate) object: u64,
    pub(crate) class: &'static Class,
    pub(crate) slot: Slot,
    pub(crate) acquired: At,
    pub(crate) thread: u32,
    pub(crate) scope: u32,
}

/// What a node records about one reference.
#[derive(Clone, Copy)]
pub(crate) struct Life {
    pub(crate) object: u64,
    pub(crate) class: &'static Class,
    pub(crate) slot: Slot,
    pub(crate) acquired: At,
    pub(crate) moved: Option<At>,
    /// The thread that acquired it; once it is given up, the one that gave it up.
    pub(crate) thread: u32,
    /// The scope that it was acquired in, or 0. Always 0 for a stale handle: the word may have become a link.
    pub(crate) scope: u32,
    /// Where it was given up: only for a stale handle, and only until the node is filled again.
    pub(crate) given_up: Option<At>,
}

impl Node {
    /// Marks the reference as held.
    #[inline(always)]
    pub(crate) fn fill(&self, generation: u32, entry: &Entry) {
        self.object.store(entry.object, Ordering::Relaxed);
        self.class.store(core::ptr::from_ref(entry.class).cast_mut(), Ordering::Relaxed);
        self.slot.store(entry.slot, Ordering::Relaxed);
        self.acquired.store(pointer(entry.acquired), Ordering::Relaxed);
        self.thread.store(entry.thread, Ordering::Relaxed);
        self.next.store(entry.scope, Ordering::Relaxed);
        self.generation.store(generation, Ordering::Release);
    }

    /// Marks the reference as given up.
    #[inline(always)]
    pub(crate) fn vacate(&self, generation: u32, given_up: At, thread: u32) {
        self.generation.store(generation, Ordering::Relaxed);
        // A walk that sees one of the stores below sees the new generation too, and rejects what it read.
        fence(Ordering::Release);
        self.given_up.store(pointer(given_up), Ordering::Relaxed);
        self.thread.store(thread, Ordering::Relaxed);
    }

    /// Reserves the node: it never holds anything, and no handle ever matches it.
    pub(crate) fn reserve(&self) {
        self.generation.store(NodeRef::RESERVED.generation(), Ordering::Relaxed);
    }

    /// Moves the reference to another slot.
    #[inline(always)]
    pub(crate) fn carry(&self, slot: Slot, moved: Option<At>) {
        // Release: a walk that sees one of these sees the generation too, which another thread may have written.
        if let Some(at) = moved {
            self.moved.store(pointer(at), Ordering::Release);
        }
        self.slot.store(if moved.is_some() { slot.moved() } else { slot }, Ordering::Release);
    }

    /// Where the reference lives, and where it was last moved.
    pub(crate) fn residence(&self) -> (Slot, Option<At>) {
        let slot = self.slot.load();
        (slot, slot.is_moved().then(|| place(&self.moved)).flatten())
    }

    #[inline(always)]
    pub(crate) fn generation(&self) -> u32 {
        self.generation.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub(crate) fn object(&self) -> u64 {
        self.object.load(Ordering::Relaxed)
    }

    /// The reference that the node holds, if it holds it throughout the read.
    pub(crate) fn read(&self) -> Option<(u32, Life)> {
        let generation = self.generation.load(Ordering::Acquire);
        let life = is_held(generation).then(|| self.fields()).flatten()?;
        fence(Ordering::Acquire);
        (self.generation() == generation).then_some((generation, life))
    }

    /// What is left of the reference of an earlier generation. The fields of a get outlive its put, until the next get.
    pub(crate) fn remains(&self, of: u32) -> Option<Life> {
        let generation = self.generation.load(Ordering::Acquire);
        let life = Life { given_up: place(&self.given_up), scope: 0, ..self.fields()? };
        fence(Ordering::Acquire);
        (generation == of.wrapping_add(1) && self.generation() == generation).then_some(life)
    }

    fn fields(&self) -> Option<Life> {
        let class = self.class.load(Ordering::Relaxed);
        // SAFETY: only `fill` stores here, and it stores a `&'static Class`; before that the pointer is null.
        let class = unsafe { class.as_ref() }?;
        let (slot, moved) = self.residence();
        let (object, acquired) = (self.object(), place(&self.acquired)?);
        let (thread, scope) = (self.thread.load(Ordering::Relaxed), self.next.load(Ordering::Relaxed));
        Some(Life { object, class, slot, acquired, moved, thread, scope, given_up: None })
    }
}

fn pointer(at: At) -> *mut Location<'static> {
    core::ptr::from_ref(at).cast_mut()
}

fn place(field: &AtomicPtr<Location<'static>>) -> Option<At> {
    // SAFETY: a place of a node only ever holds null or a `&'static Location`.
    unsafe { field.load(Ordering::Relaxed).as_ref() }
}
