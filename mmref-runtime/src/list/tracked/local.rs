//! The free nodes of one thread: a stack, which trades half of itself with the arena.
//!
//! An empty stack takes a batch from the arena, and a full one gives a batch to it, after which it is half full. So a
//! thread that only gets and one that only puts meet in the arena once in [`BATCH`] times, no thread keeps more than two
//! batches, and one that gets and puts in turn never comes to the arena at all. (The magazines of Bonwick and Adams,
//! "Magazines and Vmem", USENIX 2001, with both of a thread's in one array.)

use core::cell::Cell;

use super::arena::{Arena, NONE, Pool};
use super::handle::NodeRef;
use super::node::Node;
use super::sync::{BATCH, Ordering};

/// Two batches: as many as fit.
const FULL: usize = 2 * BATCH as usize;

pub(crate) struct Local {
    free: [Cell<Option<Free>>; FULL],
    /// How many of them there are. A thread that keeps none, because it is new or past its end, is empty and full at
    /// once: `len` is `FULL`, and there is nothing in `free`.
    len: Cell<usize>,
    /// The thread's number; 0 before its first get or put.
    thread: Cell<u32>,
    open: Cell<bool>,
    /// The scope that the thread is in; 0 outside of all.
    scope: Cell<u32>,
}

/// A free node, with its index and generation.
#[derive(Clone, Copy)]
pub(crate) struct Free {
    pub(crate) node: &'static Node,
    pub(crate) last: NodeRef,
}

/// The topmost free node, which is still on the stack.
pub(crate) struct Top {
    pub(crate) free: Free,
    below: usize,
}

impl Local {
    pub(crate) const fn new() -> Self {
        Self {
            free: [const { Cell::new(None) }; FULL],
            len: Cell::new(FULL),
            thread: Cell::new(0),
            open: Cell::new(false),
            scope: Cell::new(0),
        }
    }

    /// The thread begins to keep nodes.
    pub(crate) fn open(&self, thread: u32) {
        self.thread.set(thread);
        self.unlock();
    }

    /// The thread ends: all its nodes go back, and none is kept from here on.
    pub(crate) fn close(&self, arena: &Arena) {
        for keep in [BATCH as usize, 0] {
            self.give(arena, keep);
        }
        self.free.iter().for_each(|free| free.set(None));
        self.len.set(FULL);
        self.open.set(false);
    }

    fn unlock(&self) {
        if !self.open.replace(true) {
            self.len.set(0);
        }
    }

    /// The thread's number; 0 before its first get or put.
    #[inline(always)]
    pub(crate) fn thread(&self) -> u32 {
        self.thread.get()
    }

    /// The scope that the thread is in; 0 outside of all.
    #[inline(always)]
    pub(crate) fn scope(&self) -> u32 {
        self.scope.get()
    }

    /// Enters another scope, and returns the one that the thread was in.
    pub(crate) fn enter(&self, scope: u32) -> u32 {
        self.scope.replace(scope)
    }

    /// Gives all nodes but the lowest so many to the arena, as one batch: not more than [`BATCH`], so that a thread that
    /// takes it has room for a node of its own.
    fn give(&self, arena: &Arena, keep: usize) {
        let mut next = NONE;
        for free in self.free[..self.len.get()].iter().skip(keep).filter_map(Cell::get) {
            free.node.next.store(next, Ordering::Relaxed);
            next = free.last.index();
        }
        self.len.set(self.len.get().min(keep));
        if next != NONE {
            arena.give_batch(next);
        }
    }

    /// Puts a batch on the empty stack, if there is one.
    fn take(&self, arena: &Arena) {
        let mut next = arena.take_batch().unwrap_or(NONE);
        for (free, len) in self.free.iter().zip(1..) {
            let Some(node) = arena.node(next).filter(|_| next != NONE) else { break };
            free.set(Some(Free { node, last: NodeRef::new(next, node.generation()) }));
            self.len.set(len);
            next = node.next.load(Ordering::Relaxed);
        }
    }
}

impl Pool<'_> {
    /// The free node to be used next.
    #[inline(always)]
    pub(crate) fn top(self) -> Option<Top> {
        let below = self.local.len.get().wrapping_sub(1);
        Some(Top { free: self.local.free.get(below)?.get()?, below })
    }

    /// Takes it.
    #[inline(always)]
    pub(crate) fn pop(self, top: &Top) {
        self.local.len.set(top.below);
    }

    /// Where the next free node goes, if there is room.
    #[inline(always)]
    pub(crate) fn room(self) -> Option<usize> {
        Some(self.local.len.get()).filter(|len| *len < FULL)
    }

    /// A node is free again.
    #[inline(always)]
    pub(crate) fn push(self, room: usize, free: Free) {
        self.local.free[room].set(Some(free));
        self.local.len.set(room + 1);
    }

    /// The thread, put on record if need be; 0 for one that is past its end and was never seen before.
    pub(crate) fn thread(self) -> u32 {
        if self.local.thread() == 0 {
            super::enroll(self.local);
        }
        self.local.thread()
    }

    /// Runs an operation for which the stack was empty or full, or the thread not on record, now that it is none of
    /// these. A thread past its end keeps nothing from it.
    pub(crate) fn replenished<R>(self, operation: impl FnOnce() -> R) -> R {
        if !self.local.open.get() {
            super::enroll(self.local);
        }
        let ended = !self.local.open.get();
        self.local.unlock();
        match self.local.len.get() {
            0 => self.local.take(self.arena),
            FULL => self.local.give(self.arena, BATCH as usize),
            _ => {}
        }
        let result = operation();
        if ended {
            self.local.close(self.arena);
        }
        result
    }
}
