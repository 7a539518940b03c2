//! The path checker: an abstract interpretation of one function body, without types. Function in, findings out.
//!
//! It keeps the set of *states* in which a point of the body can be reached. A state says of each reference whether it is
//! idle, held or gone, of each variable what it tells about an acquire (its *witness*), and which conditional acquires have
//! turned out to have succeeded. A test splits states, a join unites them, a loop goes on until no new state appears. What
//! nothing tells of any more is forgotten when a scope ends, and states that differed in nothing else are one again.
//!
//! **It speaks only where it is sure.** What it cannot follow makes a reference *escaped*, and of that nothing is said. A
//! condition that it knows nothing of may be the same as an earlier one: a reference that is held in some states and not in
//! others is left in peace where such a condition decides about it.
//!
//! | file | idea |
//! | --- | --- |
//! | `state` | what is known on one path |
//! | `set` | sets of states |
//! | `scope` | which name means which reference or variable |
//! | `register` | the references, variables and acquires of a function, numbered |
//! | `walk` | statements and blocks |
//! | `bind` | what `let` and patterns bind |
//! | `ends` | ways out, and what must be true there |
//! | `branch` | conditions, `if`, `match` |
//! | `about` | whether a condition may be one that is decided already |
//! | `repeat` | loops, `break` and `continue` |
//! | `counting` | whether a `while` loop counts |
//! | `expression` | everything else, in the order of evaluation |
//! | `call` | what calls do with references |
//! | `field` | references that are fields: as far as their types allow |
//! | `callee` | what is called, as far as its name says |
//! | `macros` | which macros are read as expressions |
//! | `pattern` | what a pattern tells of success |
//! | `observe` | what was seen where, and what that amounts to |
//! | `waive` | where a rule is silenced |

mod about;
mod bind;
mod branch;
mod call;
mod callee;
mod counting;
#[cfg(test)]
mod differential;
mod ends;
mod expression;
mod field;
mod macros;
mod observe;
mod pattern;
mod register;
mod repeat;
mod scope;
mod set;
pub(crate) mod waive;
mod walk;
mod state;

use core::fmt;

use proc_macro2::Span;
use syn::{Block, Ident, Signature};

use crate::model::Mode;
use walk::Walker;

/// A rule of the path checker.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Rule {
    C4,
    C6,
    C7,
    C8,
    C9,
    C10,
}

impl Rule {
    pub(crate) const ALL: [Self; 6] = [Self::C4, Self::C6, Self::C7, Self::C8, Self::C9, Self::C10];
}

/// `C6`
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// What is wrong with one reference at one place.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) rule: Rule,
    /// The reference, or for C9 the object.
    pub(crate) reference: String,
    pub(crate) span: Span,
    pub(crate) fault: Fault,
    /// Where the reference was acquired.
    pub(crate) acquired: Vec<Span>,
    /// Whether it is so on every path that leads here.
    pub(crate) always: bool,
    /// Where the reference is a field, the address of the argument that passes it: its type says whether it is one at all.
    pub(crate) field: Option<usize>,
}

/// What happens at the place of a finding.
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

pub(crate) fn check(function: &Checked<'_>) -> Checkup {
    Walker::new(function).run()
}

/// The same for a function that takes and gives up references on its own.
#[cfg(test)]
pub(crate) fn balanced(function: &syn::ItemFn) -> Vec<Finding> {
    check(&Checked { signature: &function.sig, block: &function.block, references: Vec::new(), diverging: &[] })
        .findings
}
