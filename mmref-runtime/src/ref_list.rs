//! The list of one object: everybody who holds a share of it.

use crate::class::{Class, RefClass};
use crate::holder::Holder;
use crate::list;
use crate::object::{self, ObjectId};

/// Everybody who holds a share of one count.
///
/// Other threads may get and put while a list is read: an operation under way may be in the numbers and not yet in
/// the list, or the reverse.
#[derive(Clone, Debug)]
pub struct RefList {
    pub(crate) object: ObjectId,
    /// Read when the list is made: later the object may be gone, and its label with it.
    name: String,
    pub(crate) class: &'static Class,
    /// The count and the number of listed references, if the count is ours to read.
    pub(crate) shares: Option<(u32, u32)>,
    pub(crate) holders: Vec<Holder>,
}

impl RefList {
    /// The list of a count.
    pub(crate) fn of<C: RefClass>(count: &list::Count) -> Self {
        Self { shares: Some(count.shares()), ..Self::at(count.id(), Class::of::<C>()) }
    }

    /// An object of which only the name is known.
    pub(crate) fn at(object: ObjectId, class: &'static Class) -> Self {
        let mut holders = list::holders(Some(object));
        // Several classes may be listed on one foreign address.
        holders.retain(|holder| holder.class.is(class));
        Self { object, name: object::name(object, class), class, shares: None, holders }
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

    /// The count; `None` for an object that is counted elsewhere or known only by name.
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
