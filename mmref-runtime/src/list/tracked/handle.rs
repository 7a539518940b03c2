//! Handles: which node a reference holds, and which slot it lives in.

use super::Refused;
use super::arena::{Arena, NONE};
use super::node::{self, At, Life, Node};
use super::slot::Slot;
use super::sync::{AtomicU64, Ordering};

/// A node and the generation in which it was filled: a share of a count.
///
/// One word, so that a reference is two words and travels in registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NodeRef(u64);

impl NodeRef {
    /// No share.
    pub(crate) const IDLE: Self = Self::new(NONE, 0);
    /// A share that found no node: held, and counted, but on no list.
    pub(crate) const UNLISTED: Self = Self::new(u32::MAX, 1);
    /// Never a share: the content of the node of index `NONE`, and what a forged handle is replaced by.
    pub(crate) const RESERVED: Self = Self::new(u32::MAX, u32::MAX - 1);

    #[inline(always)]
    pub(crate) const fn new(index: u32, generation: u32) -> Self {
        Self((generation as u64) << u32::BITS | index as u64)
    }

    #[inline(always)]
    pub(crate) const fn index(self) -> u32 {
        self.0 as u32
    }

    #[inline(always)]
    pub(crate) const fn generation(self) -> u32 {
        (self.0 >> u32::BITS) as u32
    }

    #[inline(always)]
    pub(crate) const fn is_idle(self) -> bool {
        self.0 == Self::IDLE.0
    }

    #[inline(always)]
    pub(crate) const fn pack(self) -> u64 {
        self.0
    }

    #[inline(always)]
    pub(crate) const fn unpack(bits: u64) -> Self {
        Self(bits)
    }

    /// The next generation of the node: held if it was free, free if it was held.
    #[inline(always)]
    pub(crate) const fn next(self) -> Self {
        Self(self.0.wrapping_add(1 << u32::BITS))
    }

    /// The same, unless the node has no generation left.
    #[inline(always)]
    pub(crate) const fn checked_next(self) -> Option<Self> {
        match self.0.checked_add(1 << u32::BITS) {
            Some(next) => Some(Self(next)),
            None => None,
        }
    }

    /// The node, if the share is listed and current.
    #[inline(always)]
    pub(crate) fn node(self, arena: &Arena) -> Option<&'static Node> {
        arena.node(self.index()).filter(|node| node.generation() == self.generation())
    }

    /// The node, if the share is listed and current. `Ok(None)` for a share that is held without being listed.
    #[inline(always)]
    pub(crate) fn check(self, arena: &Arena) -> Result<Option<&'static Node>, Refused> {
        match self.node(arena) {
            Some(node) => Ok(Some(node)),
            None => self.check_unusual(),
        }
    }

    #[cold]
    #[inline(never)]
    fn check_unusual(self) -> Result<Option<&'static Node>, Refused> {
        match self {
            Self::UNLISTED => Ok(None),
            Self::IDLE => Err(Refused::NotHeld),
            _ => Err(Refused::Stale),
        }
    }

    /// Why a slot with this share cannot be filled.
    #[cold]
    pub(crate) fn not_to_be_filled(self, arena: &Arena) -> Refused {
        self.check(arena).err().unwrap_or(Refused::AlreadyHeld)
    }

    /// What the node still knows of this share.
    pub(crate) fn life(self, arena: &Arena) -> Option<Life> {
        let node = arena.node(self.index()).filter(|_| !self.is_idle())?;
        match node.read() {
            Some((generation, life)) if generation == self.generation() => Some(life),
            _ => node.remains(self.generation()),
        }
    }

    /// A handle that comes from foreign code. One that is neither held nor idle is forged.
    pub(crate) fn from_foreign(bits: u64) -> Self {
        let held = Self(bits);
        if node::is_held(held.generation()) || held.is_idle() { held } else { Self::RESERVED }
    }
}

/// What an `MmRef` is made of.
#[derive(Clone, Copy)]
pub(crate) struct Handle {
    pub(crate) held: NodeRef,
    pub(crate) slot: Slot,
}

impl Handle {
    #[inline(always)]
    pub(crate) const fn idle(slot: Slot) -> Self {
        Self { held: NodeRef::IDLE, slot }
    }

    /// Takes the share out, and leaves the slot idle.
    #[inline(always)]
    pub(crate) fn take(&mut self) -> Self {
        Self { held: core::mem::replace(&mut self.held, NodeRef::IDLE), slot: self.slot }
    }

    /// Renames the slot. What it holds stays there.
    pub(crate) fn rename(&mut self, slot: Slot, arena: &Arena) {
        self.slot = slot;
        if let Some(node) = self.held.node(arena) {
            let (_, moved) = node.residence();
            node.carry(slot, moved);
        }
    }

    /// Takes over the share of `from`.
    #[inline(always)]
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

/// What a `SharedRef` is made of: a handle that any thread may fill and empty.
pub(crate) struct Shared {
    pub(super) held: AtomicU64,
    pub(super) slot: Slot,
}

impl Shared {
    pub(crate) fn held(&self) -> NodeRef {
        NodeRef::unpack(self.held.load(Ordering::Acquire))
    }

    /// A copy of the handle, for reports.
    pub(crate) fn peek(&self) -> Handle {
        Handle { held: self.held(), slot: self.slot }
    }

    /// Takes over the share of `from`. The node is written before the exchange: after it another thread may take the
    /// share and give it up.
    pub(crate) fn store(&self, from: &Handle, arena: &Arena, moved: At) -> Result<(), Refused> {
        let node = from.held.check(arena)?;
        let before = node.map(Node::residence);
        if let Some(node) = node {
            node.carry(self.slot, Some(moved));
        }
        let stored =
            self.held.compare_exchange(NodeRef::IDLE.pack(), from.held.pack(), Ordering::Release, Ordering::Relaxed);
        if let (Err(_), Some(node), Some((slot, moved))) = (stored, node, before) {
            node.carry(slot, moved);
        }
        stored.map(|_| ()).map_err(|_| Refused::AlreadyHeld)
    }

    /// Takes the share out. Returns an idle handle if there was none.
    pub(crate) fn take(&self) -> Handle {
        let held = NodeRef::unpack(self.held.swap(NodeRef::IDLE.pack(), Ordering::Acquire));
        Handle { held, slot: self.slot }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::arena::MAX_NODES;
    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(index: u32, generation: u32) {
            let held = NodeRef::new(index, generation);
            prop_assert_eq!((held.index(), held.generation()), (index, generation));
            prop_assert_eq!(NodeRef::unpack(held.pack()), held);
        }

        #[test]
        fn a_node_is_held_and_free_in_turn(index: u32, generation: u32) {
            let held = NodeRef::new(index, generation);
            prop_assert_eq!(held.next(), NodeRef::new(index, generation.wrapping_add(1)));
            prop_assert_eq!(held.checked_next(), generation.checked_add(1).map(|next| NodeRef::new(index, next)));
            prop_assert_ne!(node::is_held(generation), node::is_held(held.next().generation()));
        }

        #[test]
        fn what_cannot_have_been_made_here_is_stale(bits: u64) {
            let held = NodeRef::from_foreign(bits);
            prop_assert!(held == NodeRef::unpack(bits) || held == NodeRef::RESERVED);
            prop_assert!(held.is_idle() || held == NodeRef::RESERVED || node::is_held(held.generation()));
        }

        #[test]
        fn no_node_has_a_handle_of_special_meaning(index in 1..MAX_NODES, generation: u32) {
            let held = NodeRef::new(index, generation);
            prop_assert!(![NodeRef::IDLE, NodeRef::UNLISTED, NodeRef::RESERVED].contains(&held));
        }
    }
}
