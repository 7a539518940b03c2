//! The numbers of objects.

use core::fmt;

/// Identifies a counted object: a number that stays with it when it is moved, and that no other object ever gets. An
/// object that is counted elsewhere ([`raw`](crate::raw)) is identified by its address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ObjectId(pub(crate) u64);

/// The step between ids. The lowest bit is no part of a number: a count keeps a flag there.
pub(crate) const STEP: u64 = 2;
/// Set in the id of an object that is identified by its address.
const FOREIGN: u64 = 1 << 63;

impl ObjectId {
    /// The object at an address. The highest bit of the address is lost.
    pub(crate) fn foreign(address: usize) -> Self {
        Self(FOREIGN | (address as u64).wrapping_mul(STEP))
    }

    fn is_foreign(self) -> bool {
        self.0 & FOREIGN != 0
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = (self.0 & !FOREIGN) / STEP;
        if self.is_foreign() { write!(f, "{number:#x}") } else { write!(f, "#{number}") }
    }
}
