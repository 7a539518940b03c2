//! Facts about Rust, independent of what is checked or written: one copy of each.

pub(crate) mod attributes;
pub(crate) mod callee;
pub(crate) mod condition;
pub(crate) mod format;
pub(crate) mod macros;
pub(crate) mod names;
pub(crate) mod node;
pub(crate) mod operations;
pub(crate) mod path;
pub(crate) mod pattern;
pub(crate) mod success;
