//! The rules that are checked while compiling.

use core::fmt;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Rule {
    C1,
    C2,
    C3,
    C4,
    C6,
    C7,
    C8,
    C9,
    C10,
}

impl Rule {
    /// The rules of the path checker, which can be waived.
    pub(crate) const OF_PATHS: [Self; 6] = [Self::C4, Self::C6, Self::C7, Self::C8, Self::C9, Self::C10];
}

/// `C6`
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
