//! Slots, as a node sees them.

pub(crate) struct NamedSlot(pub(crate) &'static str);
