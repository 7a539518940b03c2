//! What the end of a scope finds, as values.

use core::fmt;

use crate::class::Class;
use crate::holder::Holder;
use crate::place::Place;
use crate::title::{Purpose, Title};

/// What is held at the end of a [scope](crate::Scope) but should not be, and what should be held but is not.
///
/// Part of a [`Violation`](crate::Violation) of the kind `LeakedInScope`.
#[derive(Clone, Debug)]
pub struct Leaks {
    title: Title,
    opened: Place,
    holders: Vec<Holder>,
    /// Read when the value is made: later an object may be gone, and its label with it.
    names: Vec<String>,
    miscounts: Vec<Miscount>,
}

impl Leaks {
    pub(crate) fn new(title: Title, opened: Place, holders: Vec<Holder>, miscounts: Vec<Miscount>) -> Self {
        let names = holders.iter().map(Holder::object_name).collect();
        Self { title, opened, holders, names, miscounts }
    }

    /// The name of the scope; for a test, its path.
    pub fn scope(&self) -> &str {
        &self.title.name
    }

    /// Where the scope was opened; for a test, where it stands.
    pub fn opened(&self) -> Place {
        self.opened
    }

    /// The references that are held but should not be. If more are held than [`Scope::allow`](crate::Scope::allow)
    /// allows, all of them are here.
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }

    /// Where the number found differs from what [`Scope::allow`](crate::Scope::allow) says.
    pub fn miscounts(&self) -> &[Miscount] {
        &self.miscounts
    }

    pub(crate) fn title(&self) -> &Title {
        &self.title
    }

    pub(crate) fn is_of_test(&self) -> bool {
        self.title.purpose == Purpose::Test
    }

    /// The references, each with the name of its object.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&Holder, &str)> {
        self.holders.iter().zip(self.names.iter().map(|name| &**name))
    }

    /// There is at least one leak or miscount, and this is its class.
    pub(crate) fn first_class(&self) -> Option<&'static Class> {
        let leaked = self.holders.first().map(|holder| holder.class);
        leaked.or_else(|| self.miscounts.first().map(|miscount| miscount.class))
    }
}

/// A number of references that differs from what a scope allows.
///
/// Displays as ``2 of mm_users are allowed to `mm_ref in cache::fill`, and 3 are held``.
#[derive(Clone, Debug)]
pub struct Miscount {
    pub(crate) class: &'static Class,
    pub(crate) owner: String,
    pub(crate) allowed: usize,
    pub(crate) found: usize,
}

impl Miscount {
    /// The name of the class.
    pub fn class(&self) -> &'static str {
        self.class.name()
    }

    /// The owner, as [`Scope::allow`](crate::Scope::allow) was given it.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// How many references are allowed to stay held.
    pub fn allowed(&self) -> usize {
        self.allowed
    }

    /// How many are held.
    pub fn found(&self) -> usize {
        self.found
    }
}

impl fmt::Display for Miscount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { class, owner, allowed, found } = self;
        let plural = |count: usize| if count == 1 { "is" } else { "are" };
        let (are_allowed, are_held) = (plural(*allowed), plural(*found));
        write!(f, "{allowed} of {} {are_allowed} allowed to `{owner}`, and {found} {are_held} held", class.name())
    }
}
