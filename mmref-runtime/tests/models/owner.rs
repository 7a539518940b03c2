//! Slots, as far as a node can tell.

pub(crate) struct NamedSlot(pub(crate) &'static str);
