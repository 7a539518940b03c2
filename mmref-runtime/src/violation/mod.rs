//! What can go wrong, as values.

mod kind;

use crate::class::Class;
use crate::holder::Holder;
use crate::leaks::Leaks;
use crate::list;
use crate::owner::Owner;
use crate::place::Place;
use crate::ref_list::RefList;
use crate::site::Site;

pub use kind::ViolationKind;
pub(crate) use kind::ViolationKind as Kind;

/// The operation that broke the rule.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(not(feature = "track"), expect(dead_code, reason = "contracts are checked where lists are kept"))]
pub(crate) enum Operation {
    New,
    Restart,
    Get,
    TryGet,
    Put,
    Move,
    GetUntracked,
    PutUntracked,
    List,
    Unlist,
    DropReference,
    DropObject,
    Require,
    Return,
    EndScope,
    EndTest,
}

/// A reference at the moment when a rule was broken: its slot, and the share that it holds, or what is known of the
/// share that it held.
#[derive(Clone, Debug)]
pub struct Reference {
    owner: Owner,
    share: Option<Holder>,
    object_name: Option<String>,
}

impl Reference {
    fn of(handle: &list::Handle) -> Self {
        let share = handle.holder();
        Self { owner: handle.owner(), object_name: share.as_ref().map(Holder::object_name), share }
    }

    /// The slot that the reference lived in.
    pub fn owner(&self) -> Owner {
        self.owner
    }

    /// Its share: where it was acquired, by which thread, on what object. `None` for an idle reference.
    pub fn share(&self) -> Option<&Holder> {
        self.share.as_ref()
    }

    /// The object that its share is or was on, by type, number and label: `Mm #42 "811 sshd"`.
    pub fn object_name(&self) -> Option<&str> {
        self.object_name.as_deref()
    }

    /// Where the share was given up, if the reference is [`Stale`](Kind::Stale) and the place is still known.
    pub fn given_up(&self) -> Option<Place> {
        self.share.as_ref()?.given_up
    }
}

/// A broken rule: what was refused, where, with which reference and on which object.
///
/// Passed to the [hook](crate::set_hook); displays as the report.
#[derive(Clone, Debug)]
pub struct Violation {
    pub(crate) kind: Kind,
    pub(crate) operation: Operation,
    pub(crate) class: &'static Class,
    pub(crate) place: Option<Place>,
    pub(crate) thread: String,
    pub(crate) site: Option<Site>,
    pub(crate) reference: Option<Reference>,
    pub(crate) source: Option<Reference>,
    pub(crate) object: Option<RefList>,
    pub(crate) other: Option<RefList>,
    pub(crate) leaks: Option<Box<Leaks>>,
}

impl Violation {
    /// Which rule was broken.
    pub fn kind(&self) -> ViolationKind {
        self.kind
    }

    /// The name of the class. If references of several classes [leaked in a scope](Kind::LeakedInScope), that of the
    /// first.
    pub fn class(&self) -> &'static str {
        self.class.name()
    }

    /// The place of the refused call. `None` for a drop, which has no place.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// The name, or else the number, of the thread that did it.
    pub fn thread(&self) -> &str {
        &self.thread
    }

    /// The annotated function whose contract was broken.
    pub fn site(&self) -> Option<Site> {
        self.site
    }

    /// The reference at fault, which could not be filled, put, moved, dropped or vouched with.
    pub fn reference(&self) -> Option<&Reference> {
        self.reference.as_ref()
    }

    /// The reference that was to be moved into the one at fault.
    pub fn source(&self) -> Option<&Reference> {
        self.source.as_ref()
    }

    /// The object that was operated on, with everybody who holds it.
    pub fn object(&self) -> Option<&RefList> {
        self.object.as_ref()
    }

    /// The object that the reference is held on, if that is another one.
    pub fn other(&self) -> Option<&RefList> {
        self.other.as_ref()
    }

    /// What is held at the end of a scope.
    pub fn leaks(&self) -> Option<&Leaks> {
        self.leaks.as_deref()
    }
}

/// Constructors of [`Violation`].
pub(crate) struct Refusal {
    pub(crate) kind: Kind,
    pub(crate) operation: Operation,
    pub(crate) class: &'static Class,
}

impl Refusal {
    pub(crate) fn at(self, caller: list::Caller) -> Violation {
        Violation { place: Some(caller.place()), ..self.nowhere() }
    }

    pub(crate) fn with_reference(self, handle: &list::Handle) -> Violation {
        self.nowhere().with_reference(handle)
    }

    pub(crate) fn on(self, object: RefList) -> Violation {
        self.nowhere().on(object)
    }

    fn nowhere(self) -> Violation {
        Violation {
            kind: self.kind,
            operation: self.operation,
            class: self.class,
            place: None,
            thread: current_thread(),
            site: None,
            reference: None,
            source: None,
            object: None,
            other: None,
            leaks: None,
        }
    }
}

impl Violation {
    pub(crate) fn with_reference(self, handle: &list::Handle) -> Self {
        Self { reference: Some(Reference::of(handle)), ..self }
    }

    pub(crate) fn with_source(self, handle: &list::Handle) -> Self {
        Self { source: Some(Reference::of(handle)), ..self }
    }

    pub(crate) fn on(self, object: RefList) -> Self {
        Self { object: Some(object), ..self }
    }

    #[cfg(feature = "track")]
    pub(crate) fn in_site(self, site: Site) -> Self {
        Self { site: Some(site), ..self }
    }

    pub(crate) fn with_leaks(self, leaks: Leaks) -> Self {
        Self { leaks: Some(Box::new(leaks)), ..self }
    }
}

/// The thread, by the name or number that lists use.
fn current_thread() -> String {
    list::thread().to_string()
}
