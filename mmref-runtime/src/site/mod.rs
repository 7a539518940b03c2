//! The registry of annotated sites.

mod balance;

use core::fmt;

#[cfg(feature = "track")]
use crate::list;
use crate::place::Place;

pub use balance::{Activity, Anomaly, Balance, balance};

/// What a site does with its references.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum SiteKind {
    /// `#[acquires_ref]`
    Acquires,
    /// `#[requires_ref]`
    Requires,
    /// `#[releases_ref]`
    Releases,
    /// `#[holds_ref]`
    Holds,
}

/// `acquires`, `requires`, `releases`, `holds`
impl fmt::Display for SiteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Acquires => "acquires",
            Self::Requires => "requires",
            Self::Releases => "releases",
            Self::Holds => "holds",
        })
    }
}

/// An annotated function or structure, and what it has done so far.
///
/// Displays as its path.
#[derive(Clone, Copy, Debug)]
#[cfg(feature = "track")]
pub struct Site(&'static Description);

/// The description of a site.
#[derive(Debug)]
#[cfg(feature = "track")]
pub(crate) struct Description {
    kind: SiteKind,
    name: fn() -> &'static str,
    references: &'static [(&'static str, &'static str)],
    place: Place,
    /// The key that the site counts under.
    pub(crate) key: list::Key,
}

#[cfg(feature = "track")]
impl Description {
    /// `name` returns the path of the function or structure.
    pub(crate) const fn new(
        kind: SiteKind,
        name: fn() -> &'static str,
        references: &'static [(&'static str, &'static str)],
        place: Place,
    ) -> Self {
        Self { kind, name, references, place, key: list::Key::new() }
    }
}

/// An annotated function or structure. With tracking off there are none.
#[derive(Clone, Copy, Debug)]
#[cfg(not(feature = "track"))]
pub struct Site(core::convert::Infallible);

#[cfg(feature = "track")]
impl Site {
    pub(crate) const fn of(description: &'static Description) -> Self {
        Self(description)
    }

    /// The path of the function or structure. For a structure inside a function, the function is left out.
    pub fn name(&self) -> &'static str {
        (self.0.name)()
    }

    /// What it does with its references.
    pub fn kind(&self) -> SiteKind {
        self.0.kind
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.0.place
    }

    /// Its references: parameter or field, and class, as they are written.
    pub fn references(&self) -> &'static [(&'static str, &'static str)] {
        self.0.references
    }

    /// How many references the function has filled.
    pub fn acquired(&self) -> u64 {
        self.totals(false).0
    }

    /// How many references the function was handed to give up.
    pub fn released(&self) -> u64 {
        self.totals(false).1
    }

    /// How many of the structures were dropped with all their references idle, as they should be.
    pub fn idle_drops(&self) -> u64 {
        self.totals(true).0
    }

    /// How many of the structures were dropped with a reference that was still held.
    pub fn held_drops(&self) -> u64 {
        self.totals(true).1
    }

    /// The two numbers of a site, if it is of the kind asked for; otherwise zeros.
    fn totals(&self, of_structure: bool) -> (u64, u64) {
        if of_structure == (self.0.kind == SiteKind::Holds) { self.0.key.totals() } else { (0, 0) }
    }
}

#[cfg(not(feature = "track"))]
#[expect(missing_docs, reason = "documented where there are sites")]
impl Site {
    pub fn name(&self) -> &'static str {
        match self.0 {}
    }

    pub fn kind(&self) -> SiteKind {
        match self.0 {}
    }

    pub fn place(&self) -> Place {
        match self.0 {}
    }

    pub fn references(&self) -> &'static [(&'static str, &'static str)] {
        match self.0 {}
    }

    pub fn acquired(&self) -> u64 {
        match self.0 {}
    }

    pub fn released(&self) -> u64 {
        match self.0 {}
    }

    pub fn idle_drops(&self) -> u64 {
        match self.0 {}
    }

    pub fn held_drops(&self) -> u64 {
        match self.0 {}
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Every annotated function and structure of the program, sorted by name, with what it has acquired and released. Empty
/// with tracking off.
///
/// They are registered before `main`. On a platform that does not support that, nothing is listed.
///
/// ```
/// for site in mmref::sites() {
///     println!("{site} {}: {} acquired, {} released", site.kind(), site.acquired(), site.released());
/// }
/// ```
pub fn sites() -> Vec<Site> {
    let mut sites = registered();
    sites.sort_by_key(|site| (site.name(), site.kind(), site.place()));
    sites
}

/// An annotated function or structure, as it is registered.
#[doc(hidden)]
#[derive(Debug)]
#[cfg(feature = "track")]
pub struct Entry(pub Site);

#[cfg(feature = "track")]
inventory::collect!(Entry);

#[cfg(feature = "track")]
fn registered() -> Vec<Site> {
    inventory::iter::<Entry>.into_iter().map(|entry| entry.0).collect()
}

#[cfg(not(feature = "track"))]
fn registered() -> Vec<Site> {
    Vec::new()
}
