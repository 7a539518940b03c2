//! Holders: one held reference each, as a value.

use crate::class::Class;
use crate::object::{self, ObjectId};
use crate::owner::Owner;
use crate::place::Place;
use crate::threads::Thread;
use crate::title::ScopeId;

/// One held reference: its slot, its object, and where it was acquired.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The node and its generation, which identify the share for ever.
    pub(crate) share: u64,
    pub(crate) object: ObjectId,
    pub(crate) class: &'static Class,
    pub(crate) owner: Owner,
    pub(crate) acquired: Place,
    pub(crate) moved: Option<Place>,
    pub(crate) given_up: Option<Place>,
    pub(crate) thread: Thread,
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

    /// Where the reference was moved to its present slot. `None` if it was acquired there.
    pub fn moved(&self) -> Option<Place> {
        self.moved
    }

    /// The name, or else the number, of the thread that acquired the reference.
    pub fn thread(&self) -> String {
        self.thread.to_string()
    }

    /// Where the reference came to its present slot: the place of its last move, or else of its acquire.
    pub fn since(&self) -> Place {
        self.moved.unwrap_or(self.acquired)
    }

    /// The [scope](crate::Scope) that the reference was acquired in. Moving the reference does not change it.
    pub fn scope(&self) -> Option<ScopeId> {
        self.scope
    }

    /// The object by type, number and label: `Mm #42 "811 sshd"`. There is no label once the object is gone.
    pub fn object_name(&self) -> String {
        object::name(self.object, self.class)
    }
}
