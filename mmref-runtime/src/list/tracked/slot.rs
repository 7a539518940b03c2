//! Which slot a reference lives in, as one pointer.
//!
//! A slot made by `MM_REF!` has a static of its own that stores its name; one made by `MmRef::new()` has only the place
//! of that call. The lowest bit of the pointer tells them apart: both point to statics whose alignment leaves it free.
//! The bit above it is used in nodes only, and says that the reference was moved to this slot.

use core::panic::Location;

use super::node::At;
use super::sync::{AtomicPtr, Ordering};
use crate::owner::NamedSlot;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot(*const u8);

/// What a [`Slot`] points to.
pub(crate) enum Pointee {
    Named(&'static NamedSlot),
    At(At),
}

// SAFETY: a slot is a `&'static` to one of two types, and both are `Sync`.
unsafe impl Send for Slot {}
// SAFETY: as above.
unsafe impl Sync for Slot {}

/// The slot has a place, not a name.
const PLACE: usize = 1;
/// The reference was moved here.
const MOVED: usize = 2;

const _: () = assert!(align_of::<NamedSlot>() >= 4 && align_of::<Location<'static>>() >= 4);

impl Slot {
    #[inline(always)]
    pub(crate) const fn named(slot: &'static NamedSlot) -> Self {
        Self(core::ptr::from_ref(slot).cast())
    }

    #[inline(always)]
    pub(crate) const fn at(at: At) -> Self {
        Self(core::ptr::from_ref(at).cast::<u8>().wrapping_add(PLACE))
    }

    /// The same slot, marked: the reference was moved there.
    #[inline(always)]
    pub(crate) fn moved(self) -> Self {
        Self(self.0.map_addr(|address| address | MOVED))
    }

    pub(crate) fn is_moved(self) -> bool {
        self.0.addr() & MOVED != 0
    }

    pub(crate) fn pointee(self) -> Pointee {
        let bits = self.0.addr() & (PLACE | MOVED);
        let start = self.0.wrapping_sub(bits);
        if bits & PLACE == 0 {
            // SAFETY: without its marks this is the pointer that `named` was given, a `&'static NamedSlot`.
            Pointee::Named(unsafe { &*start.cast() })
        } else {
            // SAFETY: without its marks this is the pointer that `at` was given, a `&'static Location`.
            Pointee::At(unsafe { &*start.cast() })
        }
    }
}

/// A slot that a walk may read while its owner writes it. It holds a valid slot after its first store.
#[derive(Default)]
pub(crate) struct AtomicSlot(AtomicPtr<u8>);

impl AtomicSlot {
    #[inline(always)]
    pub(crate) fn store(&self, slot: Slot, order: Ordering) {
        self.0.store(slot.0.cast_mut(), order);
    }

    /// Call it only on a node that was filled at least once. Acquire: the place of a move is stored before the slot.
    pub(crate) fn load(&self) -> Slot {
        Slot(self.0.load(Ordering::Acquire))
    }
}
