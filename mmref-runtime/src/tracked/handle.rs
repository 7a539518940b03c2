//! Handles: which node a reference holds, and which slot it lives in.

use super::Refused;
use super::arena::{Arena, NONE};
use super::node::{At, Life, Node};
use super::slot::Slot;
use crate::sync::{AtomicU64, Ordering};

/// A node and the generation in which it was filled: a share of a count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Held {
    index: u32,
    generation: u32,
}

impl Held {
    /// No share.
    pub(crate) const IDLE: Self = Self { index: NONE, generation: 0 };
    /// A share that found no node: held, and counted, but on no list.
    pub(crate) const UNLISTED: Self = Self { index: u32::MAX, generation: 1 };

    #[inline]
    pub(crate) const fn new(index: u32, generation: u32) -> Self {
        Self { index, generation }
    }

    #[inline]
    pub(crate) const fn index(self) -> u32 {
        self.index
    }

    #[inline]
    pub(crate) const fn is_idle(self) -> bool {
        self.generation == 0
    }

    pub(crate) const fn pack(self) -> u64 {
        (self.index as u64) << u32::BITS | self.generation as u64
    }

    pub(crate) const fn unpack(bits: u64) -> Self {
        Self { index: (bits >> u32::BITS) as u32, generation: bits as u32 }
    }

    /// The node, if the share is listed and current. `Ok(None)` for a share that is held without being listed.
    #[inline]
    pub(crate) fn check(self, arena: &Arena) -> Result<Option<&Node>, Refused> {
        match arena.node(self.index) {
            Some(node) if node.generation() == self.generation && !self.is_idle() => Ok(Some(node)),
            _ => self.check_unusual(),
        }
    }

    #[cold]
    fn check_unusual<'a>(self) -> Result<Option<&'a Node>, Refused> {
        match self {
            Self::UNLISTED => Ok(None),
            Self::IDLE => Err(Refused::NotHeld),
            _ => Err(Refused::Stale),
        }
    }

    /// What the node says of this share, or what is left of it.
    pub(crate) fn life(self, arena: &Arena) -> Option<Life> {
        let node = arena.node(self.index).filter(|_| !self.is_idle())?;
        match node.read() {
            Some((generation, life)) if generation == self.generation => Some(life),
            _ => node.remains(self.generation),
        }
    }
}

/// What an `MmRef` is made of.
pub(crate) struct Handle {
    pub(crate) held: Held,
    pub(crate) slot: Slot,
}

impl Handle {
    #[inline]
    pub(crate) const fn idle(slot: Slot) -> Self {
        Self { held: Held::IDLE, slot }
    }

    /// Takes the share out; the slot is idle afterwards.
    #[inline]
    pub(crate) fn take(&mut self) -> Self {
        Self { held: core::mem::replace(&mut self.held, Held::IDLE), slot: self.slot }
    }

    /// Carries the share of `from` over.
    #[inline]
    pub(crate) fn fill_from(&mut self, from: &Self, arena: &Arena, moved: At) -> Result<(), Refused> {
        if !self.held.is_idle() {
            return Err(Refused::AlreadyHeld);
        }
        if let Some(node) = from.held.check(arena)? {
            node.carry(self.slot, Some(moved));
        }
        self.held = from.held;
        Ok(())
    }
}

/// What a `SharedRef` is made of: a handle that is filled and emptied by whoever reaches it.
pub(crate) struct Shared {
    pub(super) held: AtomicU64,
    pub(super) slot: Slot,
}

impl Shared {
    pub(crate) fn held(&self) -> Held {
        Held::unpack(self.held.load(Ordering::Acquire))
    }

    /// A copy of the handle, to report on.
    pub(crate) fn peek(&self) -> Handle {
        Handle { held: self.held(), slot: self.slot }
    }

    /// Carries the share of `from` over. The node is written to while it is still ours: as soon as the exchange has
    /// happened, another thread may take the share and give it up.
    pub(crate) fn store(&self, from: &Handle, arena: &Arena, moved: At) -> Result<(), Refused> {
        let node = from.held.check(arena)?;
        let before = node.map(Node::residence);
        if let Some(node) = node {
            node.carry(self.slot, Some(moved));
        }
        let stored =
            self.held.compare_exchange(Held::IDLE.pack(), from.held.pack(), Ordering::Release, Ordering::Relaxed);
        if let (Err(_), Some(node), Some((slot, moved))) = (stored, node, before) {
            node.carry(slot, moved);
        }
        stored.map(|_| ()).map_err(|_| Refused::AlreadyHeld)
    }

    /// Takes the share out; idle if there was none.
    pub(crate) fn take(&self) -> Handle {
        let held = Held::unpack(self.held.swap(Held::IDLE.pack(), Ordering::Acquire));
        Handle { held, slot: self.slot }
    }
}
