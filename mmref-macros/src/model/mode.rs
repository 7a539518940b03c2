//! The three ways in which a function takes a reference.

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// `&mut r`: filled.
    Acquires,
    /// `&r`: vouched for.
    Requires,
    /// `r`: given up.
    Releases,
}

impl Mode {
    pub(crate) fn attribute(self) -> &'static str {
        match self {
            Self::Acquires => "acquires_ref",
            Self::Requires => "requires_ref",
            Self::Releases => "releases_ref",
        }
    }

    /// The word that a site is registered with.
    pub(crate) fn site_word(self) -> &'static str {
        match self {
            Self::Acquires => "acquires",
            Self::Requires => "requires",
            Self::Releases => "releases",
        }
    }

    /// Whether the parameter adds a borrow, which can make an elided lifetime ambiguous.
    pub(crate) fn borrows(self) -> bool {
        self != Self::Releases
    }
}
