//! What goes in and what comes out.

use proc_macro2::Span;
use syn::{Block, Ident, Signature};

use crate::model::{Finding, Mode};

/// A function to be checked.
pub(crate) struct Checked<'a> {
    pub(crate) signature: &'a Signature,
    pub(crate) block: &'a Block,
    /// The references that attributes add to it.
    pub(crate) references: Vec<(Ident, Mode)>,
    /// Functions of the same module that never return.
    pub(crate) diverging: &'a [Ident],
}

/// What came out.
#[derive(Default)]
pub(crate) struct Checkup {
    /// Everything that is surely wrong.
    pub(crate) findings: Vec<Finding>,
    /// Each `#[mmref::waive]` on a statement that silences nothing.
    pub(crate) idle_waives: Vec<Span>,
}
