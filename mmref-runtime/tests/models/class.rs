//! Classes, as far as a node can tell.

#[derive(Debug)]
pub(crate) struct Class(pub(crate) &'static str);
