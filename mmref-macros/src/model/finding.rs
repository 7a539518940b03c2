//! What the path checker finds, as data.

use proc_macro2::Span;

use super::rule::Rule;
use crate::syntax::node::Node;

/// What is wrong with one reference at one program point.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) rule: Rule,
    /// The reference, or for C9 the object.
    pub(crate) reference: String,
    pub(crate) span: Span,
    pub(crate) fault: Fault,
    /// Where the reference was acquired.
    pub(crate) acquired: Vec<Span>,
    /// Whether it is wrong on every path that leads here.
    pub(crate) always: bool,
    /// If the reference is a field, the argument that passes it: its type decides whether it is a reference.
    pub(crate) field: Option<Node>,
}

/// What happens at the program point of a finding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Fault {
    /// Still held at an exit.
    Leaves(Exit),
    /// Filled again, or overwritten, while held.
    Refilled,
    Overwritten,
    /// Given up, moved or vouched with while idle.
    GivenUpIdle,
    VouchedIdle,
    /// An object is used after its last reference was given up.
    UsedAfter,
    /// An acquiring function succeeds without, or fails with, its reference.
    SucceedsIdle,
    FailsHeld,
}

/// A way out of a scope.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Exit {
    Return,
    Question,
    Break,
    Continue,
    /// The closing brace of a block, or of the function.
    End,
}
