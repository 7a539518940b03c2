//! Owners: the slots that references live in.

use core::fmt;
#[cfg(feature = "track")]
use core::panic::Location;
use std::borrow::Cow;

use crate::place::Place;

/// What `MM_REF!` knows about the slot that it makes.
#[cfg(feature = "track")]
#[doc(hidden)]
#[derive(Debug)]
pub struct NamedSlot {
    name: &'static str,
    parent: Parent,
    location: &'static Location<'static>,
}

/// What a slot is part of.
#[cfg(feature = "track")]
#[derive(Debug)]
enum Parent {
    /// Returns the path of an item inside the function, or the static, that the slot stands in.
    Function(fn() -> &'static str),
    /// Returns the full name of the structure that the slot is a field of.
    Structure(fn() -> &'static str),
}

#[cfg(feature = "track")]
impl NamedSlot {
    /// `function` returns the path of an item inside the function, or the static, that the slot stands in.
    pub const fn new(name: &'static str, function: fn() -> &'static str, location: &'static Location<'static>) -> Self {
        Self { name, parent: Parent::Function(function), location }
    }

    /// A field of the structure `T`, made at the place of this call.
    #[track_caller]
    pub const fn field<T: ?Sized>(name: &'static str) -> Self {
        Self { name, parent: Parent::Structure(core::any::type_name::<T>), location: Location::caller() }
    }
}

/// The last name in the full name of a type: `Task` of `procfs::task::Task<'_, u8>`.
#[cfg(feature = "track")]
fn last_name(path: &'static str) -> &'static str {
    let path = path.split('<').next().unwrap_or(path);
    path.rsplit("::").next().unwrap_or(path)
}

/// The path of the function or static that encloses the item `path`, closures and async blocks left out.
#[cfg(feature = "track")]
pub(crate) fn parent(path: &'static str) -> &'static str {
    path.rsplit_once("::").map_or(path, |(parent, _)| parent.trim_end_matches("::{{closure}}"))
}

/// The same path without closures: `#[mmref::test]` puts one around each test.
fn without_closures(path: &str) -> Cow<'_, str> {
    let closure = "::{{closure}}";
    if path.contains(closure) { path.replace(closure, "").into() } else { path.into() }
}

/// The slot that holds a reference: the owner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Owner {
    structure: Option<&'static str>,
    name: Option<&'static str>,
    function: Option<&'static str>,
    place: Place,
}

impl Owner {
    #[cfg(feature = "track")]
    pub(crate) fn named(slot: &'static NamedSlot) -> Self {
        let name = slot.name.strip_prefix("r#").unwrap_or(slot.name);
        let (name, place) = ((!name.is_empty()).then_some(name), Place::new(slot.location));
        let (structure, function) = match slot.parent {
            Parent::Function(item) => (None, Some(parent(item()))),
            Parent::Structure(ty) => (Some(last_name(ty())), None),
        };
        Self { structure, name, function, place }
    }

    pub(crate) fn anonymous(place: Place) -> Self {
        Self { structure: None, name: None, function: None, place }
    }

    /// The structure that the slot is a field of, if `MM_REF!` or `#[holds_ref]` names one.
    pub fn structure(&self) -> Option<&'static str> {
        self.structure
    }

    /// The name of the slot, if `MM_REF!` was given one, or of the field that it is.
    pub fn name(&self) -> Option<&'static str> {
        self.name
    }

    /// The function or static that the slot was made in, if `MM_REF!` made it.
    pub fn function(&self) -> Option<&'static str> {
        self.function
    }

    /// Whether `text` names the owner: in full, as it is displayed, or by its name or function alone.
    pub(crate) fn is_called(&self, text: &str) -> bool {
        let is_function = self.function.is_some_and(|function| without_closures(function) == text);
        self.name == Some(text) || is_function || self.to_string() == text
    }

    /// Where the slot was made.
    pub fn place(&self) -> Place {
        self.place
    }
}

/// `Task::mm_ref`, or `mm_ref in procfs::status`, or as much of that as is known; otherwise the place.
impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.structure, self.name, self.function.map(without_closures)) {
            (Some(structure), Some(name), _) => f.pad(&format!("{structure}::{name}")),
            (_, Some(name), Some(function)) => f.pad(&format!("{name} in {function}")),
            (_, None, Some(function)) => f.pad(&format!("a slot in {function}")),
            _ => f.pad(&format!("a slot made at {}", self.place)),
        }
    }
}
