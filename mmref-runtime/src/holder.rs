//! Who holds what, as values: one holder, and the list of one object.

use core::fmt;
use core::num::NonZeroU32;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::class::{Class, RefClass};
use crate::fingerprint::Fingerprint;
use crate::imp;
use crate::provenance::{Owner, Place, threads};
use crate::site;

/// The name of a counted object: a number that goes with it wherever it is moved to, and that no other object ever
/// gets. An object that is counted elsewhere ([`raw`](crate::raw)) goes by its address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ObjectId(pub(crate) u64);

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match imp::number_or_address(*self) {
            Ok(number) => write!(f, "#{number}"),
            Err(address) => write!(f, "{address:#x}"),
        }
    }
}

/// The name of a scope: a number that no other scope of the process gets. See [`Scope`](crate::Scope).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ScopeId(pub(crate) NonZeroU32);

impl fmt::Display for ScopeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// One held reference: which slot holds it, on what, since when.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The node and its generation: which of all shares of all time this is.
    pub(crate) share: u64,
    pub(crate) object: ObjectId,
    pub(crate) class: &'static Class,
    pub(crate) owner: Owner,
    pub(crate) acquired: Place,
    pub(crate) moved: Option<Place>,
    pub(crate) given_up: Option<Place>,
    pub(crate) thread: threads::Thread,
    pub(crate) scope: Option<ScopeId>,
}

impl Holder {
    /// The object that is held.
    pub fn object(&self) -> ObjectId {
        self.object
    }

    /// The name of the class.
    pub fn class(&self) -> &'static str {
        self.class.name()
    }

    /// The slot that the reference lives in.
    pub fn owner(&self) -> Owner {
        self.owner
    }

    /// Where the reference was acquired.
    pub fn acquired(&self) -> Place {
        self.acquired
    }

    /// Where the reference was moved to its present slot, if it did not stay where it was acquired.
    pub fn moved(&self) -> Option<Place> {
        self.moved
    }

    /// The name, or else the number, of the thread that acquired the reference.
    pub fn thread(&self) -> String {
        self.thread.to_string()
    }

    /// Where the reference came to its present slot: where it was acquired or, after that, moved.
    pub fn since(&self) -> Place {
        self.moved.unwrap_or(self.acquired)
    }

    /// By what this holder is known in another run: see [`Fingerprint`].
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self)
    }

    /// The [scope](crate::Scope) that the reference was acquired in. Moving the reference does not change it.
    pub fn scope(&self) -> Option<ScopeId> {
        self.scope
    }

    /// The object by type, number and label: `Mm #42 "811 sshd"`. Without the label once the object is gone.
    pub fn object_name(&self) -> String {
        object_name(self.object, self.class)
    }
}

/// Everybody who holds a share of one count.
///
/// A list is read while other threads go on: a get or put that is under way may be in the numbers and not yet in the
/// list, or the reverse.
#[derive(Clone, Debug)]
pub struct RefList {
    pub(crate) object: ObjectId,
    /// Made with the list: by the time that somebody asks, the object may be gone, and its label with it.
    name: String,
    pub(crate) class: &'static Class,
    /// Count and listed references, where the count is ours to read.
    pub(crate) shares: Option<(u32, u32)>,
    pub(crate) holders: Vec<Holder>,
}

impl RefList {
    /// The count.
    pub(crate) fn of(count: &imp::Count, class: &'static Class) -> Self {
        Self { shares: Some(count.shares()), ..Self::at(count.id(), class) }
    }

    /// An object of which nothing but its name is at hand.
    pub(crate) fn at(object: ObjectId, class: &'static Class) -> Self {
        let mut holders = imp::holders(Some(object));
        // Several classes may be listed on one foreign address.
        holders.retain(|holder| holder.class.is(class));
        Self { object, name: object_name(object, class), class, shares: None, holders }
    }

    /// The object.
    pub fn object(&self) -> ObjectId {
        self.object
    }

    /// The object by type, number and label: `Mm #42 "811 sshd"`.
    pub fn object_name(&self) -> &str {
        &self.name
    }

    /// The name of the class.
    pub fn class(&self) -> &'static str {
        self.class.name()
    }

    /// The count; `None` for an object that is counted elsewhere or that is known only by name.
    pub fn count(&self) -> Option<u32> {
        self.shares.map(|(count, _)| count)
    }

    /// How many of the shares have a reference on the list.
    pub fn listed(&self) -> u32 {
        self.shares.map_or(self.holders.len() as u32, |(_, listed)| listed)
    }

    /// How many of the shares have none.
    pub fn untracked(&self) -> Option<u32> {
        self.shares.map(|(count, listed)| count.saturating_sub(listed))
    }

    /// The references on the list.
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }
}

static LABELS: Mutex<Option<HashMap<ObjectId, Box<str>>>> = Mutex::new(None);

fn labels<R>(look: impl FnOnce(&mut HashMap<ObjectId, Box<str>>) -> R) -> R {
    look(LABELS.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
}

/// Gives an object a name that means something to people. The text is made before the lock is taken.
pub(crate) fn set_label(object: ObjectId, label: String) {
    let before = labels(|labels| labels.insert(object, label.into()));
    drop(before);
}

/// The object is gone.
pub(crate) fn forget_label(object: ObjectId) {
    let before = labels(|labels| labels.remove(&object));
    drop(before);
}

fn object_name(object: ObjectId, class: &'static Class) -> String {
    let kind = site::object_type(class).unwrap_or("object");
    match labels(|labels| labels.get(&object).cloned()) {
        Some(label) => format!("{kind} {object} {label:?}"),
        None => format!("{kind} {object}"),
    }
}

/// What of a count is listed, for a class that is known by type.
pub(crate) fn list_of<C: RefClass>(count: &imp::Count) -> RefList {
    RefList::of(count, Class::of::<C>())
}
