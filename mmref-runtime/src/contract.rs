//! What an annotated function promises, checked when it is entered and when it returns; and what a structure promises,
//! checked when it is dropped. Generated code calls this.

use crate::class::{Class, RefClass};
use crate::holds::HoldsRefs;
use crate::imp::{self, Caller};
use crate::provenance::Place;
use crate::reference::MmRef;
use crate::site::{Site, SiteKind};
use crate::violation::{Kind, Operation, Refusal};

/// The static of an annotated function or structure.
#[derive(Debug)]
pub struct Contract {
    pub(crate) kind: SiteKind,
    name: fn() -> &'static str,
    pub(crate) place: Place,
    pub(crate) references: &'static [(&'static str, &'static str)],
    pub(crate) key: imp::Key,
}

impl Contract {
    /// `name` gives the path of the function or structure.
    #[track_caller]
    pub const fn new(
        kind: SiteKind,
        name: fn() -> &'static str,
        references: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { kind, name, place: Place::new(core::panic::Location::caller()), references, key: imp::Key::new() }
    }

    /// The path of the function or structure.
    pub(crate) fn name(&self) -> &'static str {
        (self.name)()
    }

    /// An acquiring function returns.
    #[inline]
    #[track_caller]
    pub fn acquired<C: RefClass>(&'static self, reference: &MmRef<C>, success: bool) {
        self.returned(reference, success, Caller::here());
    }

    #[inline]
    fn returned<C: RefClass>(&'static self, reference: &MmRef<C>, success: bool, caller: Caller) {
        match (reference.handle.is_held(), success) {
            (true, true) => self.key.acquired(),
            (false, false) => {}
            (false, true) => self.broken(Kind::MissingAcquire, Operation::Return, caller, reference),
            (true, false) => self.broken(Kind::UnexpectedAcquire, Operation::Return, caller, reference),
        }
    }

    /// A requiring function is entered.
    #[inline]
    #[track_caller]
    pub fn required<C: RefClass>(&'static self, reference: &MmRef<C>) {
        let caller = Caller::here();
        if let Err(refused) = reference.handle.check() {
            self.broken(refused.into(), Operation::Require, caller, reference);
        }
    }

    /// A releasing function is entered. It gives its reference up, or the drop of the reference will tell.
    #[inline]
    pub fn released<C: RefClass>(&'static self, reference: &MmRef<C>) {
        if reference.handle.is_held() {
            self.key.released();
        }
    }

    /// A structure is dropped. What it still holds is reported when its field is dropped, under the name of the field.
    pub fn dropped<T: HoldsRefs + ?Sized>(&'static self, structure: &mut T) {
        let mut held = false;
        structure.visit_refs(&mut |field| held |= field.is_held());
        self.key.dropped(held);
        if held {
            structure.name_refs();
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn broken<C: RefClass>(&'static self, kind: Kind, operation: Operation, caller: Caller, reference: &MmRef<C>) {
        Refusal { kind, operation, class: Class::of::<C>() }
            .at(caller)
            .with_reference(&reference.handle)
            .in_site(Site(self))
            .raise();
    }

    /// Keeps the reference of an acquiring function that uses `?` while its body runs.
    ///
    /// A `?` that fails leaves the function past its check at the end, so there the check is in a destructor, which
    /// has no caller of its own.
    #[inline]
    #[track_caller]
    pub fn guard<'a, C: RefClass>(&'static self, reference: &'a mut MmRef<C>, question: &'a Question) -> Guard<'a, C> {
        Guard { contract: self, reference, question, caller: Caller::here() }
    }
}

/// Whether the function is on its way out through a `?`: what tells that from a `return` which a macro hides, and of
/// which nothing is known.
#[derive(Debug)]
pub struct Question(imp::Flag);

impl Question {
    /// No `?` was reached yet.
    #[expect(clippy::new_without_default, reason = "generated code has no use for it")]
    #[inline]
    pub const fn new() -> Self {
        Self(imp::Flag::new())
    }

    /// A `?` is reached, with a success or a failure before it.
    #[inline]
    pub fn asked(&self, success: bool) {
        self.0.set(!success);
    }
}

/// See [`Contract::guard`].
pub struct Guard<'a, C: RefClass> {
    contract: &'static Contract,
    reference: &'a mut MmRef<C>,
    question: &'a Question,
    caller: Caller,
}

impl<C: RefClass> Guard<'_, C> {
    /// Lends the reference to the body.
    #[inline]
    pub fn reference(&mut self) -> &mut MmRef<C> {
        self.reference
    }

    /// The body has come to its end.
    #[inline]
    pub fn acquired(&self, success: bool) {
        self.contract.returned(self.reference, success, self.caller);
    }
}

impl<C: RefClass> Drop for Guard<'_, C> {
    #[inline]
    fn drop(&mut self) {
        if self.question.0.get() && !std::thread::panicking() {
            self.contract.returned(self.reference, false, self.caller);
        }
    }
}
