//! The free nodes of one thread: two magazines (Bonwick and Adams, "Magazines and Vmem", USENIX 2001).
//!
//! Gets take from `active` and puts give to it. An empty one is exchanged for `spare`, or for a batch of the arena; a
//! full one becomes the spare, and the spare before it goes to the arena. So a thread that only gets and one that only
//! puts meet in the arena once in [`BATCH`] times, and a thread keeps no more than two batches.

use core::cell::Cell;

use super::arena::{Arena, NONE, Pool};
use super::node::Node;
use crate::sync::{BATCH, Ordering};

pub(crate) struct Local {
    active: Cell<u32>,
    /// Nodes in `active`, at the most.
    len: Cell<u32>,
    spare: Cell<u32>,
    /// The name under which the thread is on record; 0 before its first get or put.
    thread: Cell<u32>,
    /// Whether nodes are kept: not before the first get or put, and not after the thread's end.
    open: Cell<bool>,
}

impl Local {
    /// Neither the first get nor the first put of a thread goes the fast way: `active` is empty, and `len` says full.
    pub(crate) const fn new() -> Self {
        Self {
            active: Cell::new(NONE),
            len: Cell::new(BATCH),
            spare: Cell::new(NONE),
            thread: Cell::new(0),
            open: Cell::new(false),
        }
    }

    /// The thread begins to keep nodes.
    pub(crate) fn open(&self, thread: u32) {
        self.thread.set(thread);
        self.len.set(0);
        self.open.set(true);
    }

    /// The thread ends: all its nodes go back, and none is kept from here on.
    pub(crate) fn close(&self, arena: &Arena) {
        for magazine in [&self.active, &self.spare] {
            give(arena, magazine.replace(NONE));
        }
        self.len.set(BATCH);
        self.open.set(false);
    }
}

fn give(arena: &Arena, magazine: u32) {
    if magazine != NONE {
        arena.give_batch(magazine);
    }
}

impl<'a> Pool<'a> {
    /// The thread, as it is on record; 0 for one that is past its end and was never seen before.
    #[inline]
    pub(crate) fn thread(self) -> u32 {
        match self.local.thread.get() {
            0 => self.enroll(),
            thread => thread,
        }
    }

    #[cold]
    fn enroll(self) -> u32 {
        super::enroll(self.local);
        self.local.thread.get()
    }

    /// A free node, or none where there is no more room.
    #[inline]
    pub(crate) fn pop(self) -> Option<(u32, &'a Node)> {
        match self.local.active.get() {
            NONE => self.pop_after_refill(),
            index => self.pop_active(index),
        }
    }

    #[inline]
    fn pop_active(self, index: u32) -> Option<(u32, &'a Node)> {
        let node = self.arena.node(index)?;
        self.local.active.set(node.next.load(Ordering::Relaxed));
        self.local.len.set(self.local.len.get() - 1);
        Some((index, node))
    }

    #[cold]
    fn pop_after_refill(self) -> Option<(u32, &'a Node)> {
        self.thread();
        if !self.local.open.get() {
            return self.pop_closed();
        }
        let magazine = match self.local.spare.replace(NONE) {
            NONE => self.arena.take_batch()?,
            spare => spare,
        };
        self.local.len.set(BATCH);
        self.pop_active(magazine)
    }

    /// One node of a batch, and the rest goes straight back.
    fn pop_closed(self) -> Option<(u32, &'a Node)> {
        let index = self.arena.take_batch()?;
        let node = self.arena.node(index)?;
        give(self.arena, node.next.load(Ordering::Relaxed));
        Some((index, node))
    }

    /// A node is free again.
    #[inline]
    pub(crate) fn push(self, index: u32, node: &Node) {
        if self.local.len.get() < BATCH { self.push_active(index, node) } else { self.push_full(index, node) }
    }

    #[inline]
    fn push_active(self, index: u32, node: &Node) {
        node.next.store(self.local.active.replace(index), Ordering::Relaxed);
        self.local.len.set(self.local.len.get() + 1);
    }

    #[cold]
    fn push_full(self, index: u32, node: &Node) {
        self.thread();
        if !self.local.open.get() {
            node.next.store(NONE, Ordering::Relaxed);
            return self.arena.give_batch(index);
        }
        if self.local.len.get() >= BATCH {
            give(self.arena, self.local.spare.replace(self.local.active.replace(NONE)));
            self.local.len.set(0);
        }
        self.push_active(index, node);
    }
}
