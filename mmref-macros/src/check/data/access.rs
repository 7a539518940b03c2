//! Access paths: `work.mm_ref`, `self.task.mm_ref`.

use core::fmt;

use super::state::Var;

/// A variable or `self`, or a field of one.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct AccessPath {
    pub(crate) base: Base,
    pub(crate) members: Vec<String>,
    /// As it is written.
    pub(crate) text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    Var(Var),
    Myself,
}

impl fmt::Display for AccessPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl AccessPath {
    /// Whether one is the other, or a part of it.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.base == other.base && self.members.iter().zip(&other.members).all(|(one, other)| one == other)
    }
}
