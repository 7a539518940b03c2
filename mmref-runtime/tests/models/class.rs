//! Classes, as a node sees them.

#[derive(Debug)]
pub(crate) struct Class(pub(crate) &'static str);
