//! The input and the output of the checker.

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

/// The result of a check.
#[derive(Default)]
pub(crate) struct Checkup {
    /// All certain mistakes.
    pub(crate) findings: Vec<Finding>,
    /// Each `#[mmref::waive]` on a statement that silences nothing.
    pub(crate) idle_waives: Vec<Span>,
}
