//! Which slot a reference lives in, as one pointer.
//!
//! A slot made by `MM_REF!` has a static of its own that knows its name; one made by `MmRef::new()` has only the place
//! of that call. The lowest bit of the pointer tells them apart: both point to statics whose alignment leaves it free.

use core::panic::Location;

use super::node::At;
use crate::provenance::NamedSlot;
use crate::sync::{AtomicPtr, Ordering};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot(*const u8);

/// What a [`Slot`] points to.
pub(crate) enum Origin {
    Named(&'static NamedSlot),
    At(At),
}

// SAFETY: a slot is a `&'static` to one of two types that are `Sync`, under another name.
unsafe impl Send for Slot {}
// SAFETY: as above.
unsafe impl Sync for Slot {}

const _: () = assert!(align_of::<NamedSlot>() > 1 && align_of::<Location<'static>>() > 1);

impl Slot {
    #[inline]
    pub(crate) const fn named(slot: &'static NamedSlot) -> Self {
        Self(core::ptr::from_ref(slot).cast())
    }

    #[inline]
    pub(crate) const fn at(at: At) -> Self {
        Self(core::ptr::from_ref(at).cast::<u8>().wrapping_add(1))
    }

    pub(crate) fn origin(self) -> Origin {
        if self.0.addr() & 1 == 0 {
            // SAFETY: the lowest bit is clear, so `named` made this pointer, from a `&'static NamedSlot`.
            Origin::Named(unsafe { &*self.0.cast() })
        } else {
            let at = self.0.wrapping_sub(1).cast();
            // SAFETY: the lowest bit was set, so `at` made this pointer, from a `&'static Location` and one more.
            Origin::At(unsafe { &*at })
        }
    }
}

/// A slot that a walk may read while its owner writes it. Holds a real slot from its first store on.
#[derive(Default)]
pub(crate) struct AtomicSlot(AtomicPtr<u8>);

impl AtomicSlot {
    #[inline]
    pub(crate) fn store(&self, slot: Slot) {
        self.0.store(slot.0.cast_mut(), Ordering::Relaxed);
    }

    /// To be called on a node that was filled at least once.
    pub(crate) fn load(&self) -> Slot {
        Slot(self.0.load(Ordering::Relaxed))
    }
}
