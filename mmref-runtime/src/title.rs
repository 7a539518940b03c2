//! What identifies a scope: its number and its title.

use core::fmt;
use core::num::NonZeroU32;

/// Identifies a scope: a number that no other scope of the process gets. See [`Scope`](crate::Scope).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ScopeId(pub(crate) NonZeroU32);

impl fmt::Display for ScopeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// What a scope is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Purpose {
    Test,
    Code,
}

/// What a scope is called in reports: `test cache::fills`, `scope reload`, `a scope`.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    pub(crate) purpose: Purpose,
    pub(crate) name: String,
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.purpose, &*self.name) {
            (Purpose::Test, name) => write!(f, "test {name}"),
            (Purpose::Code, "") => f.write_str("a scope"),
            (Purpose::Code, name) => write!(f, "scope {name}"),
        }
    }
}
