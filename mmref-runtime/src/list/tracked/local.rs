//! The free nodes of one thread: a stack, which trades half of itself with the arena.
//!
//! An empty stack takes a batch from the arena, and a full one gives a batch back; then it is half full. So a thread
//! that only gets or only puts uses the arena once in [`BATCH`] operations, no thread keeps more than two batches, and
//! a thread that gets and puts in turn never uses the arena. (The magazines of Bonwick and Adams,
//! "Magazines and Vmem", USENIX 2001, with both of a thread's in one array.)

use core::cell::Cell;

use super::arena::{Arena, NONE, Pool};
use super::handle::NodeRef;
use super::node::Node;
use super::sync::{BATCH, Ordering};

/// The capacity of the stack: two batches.
const FULL: usize = 2 * BATCH as usize;

pub(crate) struct Local {
    free: [Cell<Option<Free>>; FULL],
    /// How many nodes are free. A thread that keeps none, because it is new or has ended, is empty and full at once:
    /// `len` is `FULL`, and `free` is empty.
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

    /// Makes the thread keep nodes.
    pub(crate) fn open(&self, thread: u32) {
        self.thread.set(thread);
        self.unlock();
    }

    /// Ends the thread: all its nodes go back, and it keeps none afterwards.
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

    /// Gives all but the lowest `keep` nodes to the arena as one batch: at most [`BATCH`], so that a thread that takes
    /// it still has room for a node of its own.
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
    /// The next free node.
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

    /// The thread's number, assigned if need be; 0 for a thread that is first seen after its end.
    pub(crate) fn thread(self) -> u32 {
        if self.local.thread() == 0 {
            super::enroll(self.local);
        }
        self.local.thread()
    }

    /// Runs an operation that found the stack empty or full, or the thread without a number, once that is remedied. A
    /// thread that has ended keeps nothing from it.
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
