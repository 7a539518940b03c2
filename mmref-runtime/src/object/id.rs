//! The numbers of objects.

use core::fmt;

/// The name of a counted object: a number that goes with it wherever it is moved to, and that no other object ever
/// gets. An object that is counted elsewhere ([`raw`](crate::raw)) goes by its address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ObjectId(pub(crate) u64);

/// From one number to the next. The lowest bit is no part of a number: a count keeps a mark of its own there.
pub(crate) const STEP: u64 = 2;
/// Set in the id of an object that goes by its address.
const FOREIGN: u64 = 1 << 63;

impl ObjectId {
    /// The object at an address, which loses its highest bit.
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
