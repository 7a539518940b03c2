//! Where something happened: places, slots, threads.

use core::fmt;
use core::panic::Location;
use std::borrow::Cow;

/// A place in a program: file, line and column.
///
/// Compares and sorts by file, then line, then column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(&'static Location<'static>);

impl Place {
    pub(crate) const fn new(location: &'static Location<'static>) -> Self {
        Self(location)
    }

    /// The source file, as the compiler was given it.
    pub fn file(&self) -> &'static str {
        self.0.file()
    }

    /// The line, from 1.
    pub fn line(&self) -> u32 {
        self.0.line()
    }

    /// The column, from 1, in characters.
    pub fn column(&self) -> u32 {
        self.0.column()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0, f)
    }
}

/// What `MM_REF!` knows of the slot that it makes.
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
    /// Gives the path of an item inside the function, or the static, that the slot stands in.
    Function(fn() -> &'static str),
    /// Gives the full name of the structure that the slot is a field of.
    Structure(fn() -> &'static str),
}

#[cfg(feature = "track")]
impl NamedSlot {
    /// `function` gives the path of an item inside the function, or the static, that the slot stands in.
    pub const fn new(name: &'static str, function: fn() -> &'static str, location: &'static Location<'static>) -> Self {
        Self { name, parent: Parent::Function(function), location }
    }

    /// A field of the structure `T`, which goes by the place of this call.
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

/// The path of the function or static that the item `path` stands in, closures and async blocks apart.
#[cfg(feature = "track")]
pub(crate) fn parent(path: &'static str) -> &'static str {
    path.rsplit_once("::").map_or(path, |(parent, _)| parent.trim_end_matches("::{{closure}}"))
}

/// The same path without closures, of which `#[mmref::test]` puts one around each test.
fn without_closures(path: &str) -> Cow<'_, str> {
    let closure = "::{{closure}}";
    if path.contains(closure) { path.replace(closure, "").into() } else { path.into() }
}

/// The slot that holds a reference: who the owner is.
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

    /// The structure that the slot is a field of, where `MM_REF!` or `#[holds_ref]` was told of one.
    pub fn structure(&self) -> Option<&'static str> {
        self.structure
    }

    /// The name of the slot, where `MM_REF!` was given one; that of the field, where the slot is one.
    pub fn name(&self) -> Option<&'static str> {
        self.name
    }

    /// The function or static that the slot was made in, where `MM_REF!` made it.
    pub fn function(&self) -> Option<&'static str> {
        self.function
    }

    /// Whether people call it that: in full, as it is displayed, or by its name or function alone.
    pub(crate) fn is_called(&self, text: &str) -> bool {
        let is_function = self.function.is_some_and(|function| without_closures(function) == text);
        self.name == Some(text) || is_function || self.to_string() == text
    }

    /// Where the slot was made.
    pub fn place(&self) -> Place {
        self.place
    }
}

/// `Task::mm_ref`, or `mm_ref in procfs::status`, or as much of that as is known; where nothing is known, the place.
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

/// Threads by number, and their names, which outlive them.
pub(crate) mod threads {
    use core::fmt;
    use std::collections::HashMap;
    use std::sync::{Mutex, PoisonError};

    /// A thread as nodes know it: a name, or a number. 0 for one whose end has begun before it was ever seen.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
    pub(crate) struct Thread(pub(crate) u32);

    /// Set for a thread that has no name on record.
    const NUMBERED: u32 = 1 << 31;
    /// Threads of one name share a number; a program that makes up ever new names gets numbers from here on.
    const MOST_NAMES: u32 = 1 << 16;

    #[derive(Default)]
    struct Names {
        numbers: HashMap<Box<str>, u32>,
        names: Vec<Box<str>>,
        numbered: u32,
    }

    static NAMES: Mutex<Option<Names>> = Mutex::new(None);

    fn with<R>(look: impl FnOnce(&mut Names) -> R) -> R {
        look(NAMES.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
    }

    /// Puts the calling thread on record. To be called while its thread-locals are there.
    #[cfg_attr(not(feature = "track"), expect(dead_code, reason = "only nodes ask"))]
    pub(crate) fn enroll() -> u32 {
        let thread = std::thread::current();
        with(|names| names.enroll(thread.name()))
    }

    impl Names {
        fn enroll(&mut self, name: Option<&str>) -> u32 {
            let known = name.and_then(|name| self.numbers.get(name).copied());
            known.or_else(|| self.intern(name?)).unwrap_or_else(|| self.number())
        }

        fn intern(&mut self, name: &str) -> Option<u32> {
            let number = u32::try_from(self.names.len()).ok().filter(|number| *number < MOST_NAMES)? + 1;
            self.names.push(name.into());
            self.numbers.insert(name.into(), number);
            Some(number)
        }

        fn number(&mut self) -> u32 {
            self.numbered = (self.numbered + 1) % NUMBERED;
            NUMBERED | self.numbered
        }
    }

    impl fmt::Display for Thread {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self.0 {
                0 => f.pad("unknown"),
                number if number & NUMBERED != 0 => write!(f, "#{}", number & !NUMBERED),
                number => with(|names| f.pad(&names.names[number as usize - 1])),
            }
        }
    }
}
