//! Promises of annotated functions, checked on entry and return, and of structures, checked on drop. Generated code
//! calls this.

mod guard;

use crate::class::{Class, RefClass};
use crate::list::Caller;
use crate::place::Place;
use crate::reference::MmRef;
use crate::site::{Description, Site, SiteKind};
use crate::structure::HoldsRefs;
use crate::violation::{Kind, Operation, Refusal};

pub use guard::{Guard, Question};

/// The static of an annotated function or structure.
#[derive(Debug)]
pub struct Contract {
    site: Description,
}

impl Contract {
    /// `name` returns the path of the function or structure.
    #[track_caller]
    pub const fn new(
        kind: SiteKind,
        name: fn() -> &'static str,
        references: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { site: Description::new(kind, name, references, Place::new(core::panic::Location::caller())) }
    }

    /// The site that makes the promise.
    pub const fn site(&'static self) -> Site {
        Site::of(&self.site)
    }

    /// Checks an acquiring function when it returns.
    #[inline]
    #[track_caller]
    pub fn acquired<C: RefClass>(&'static self, reference: &MmRef<C>, success: bool) {
        self.returned(reference, success, Caller::here());
    }

    #[inline]
    fn returned<C: RefClass>(&'static self, reference: &MmRef<C>, success: bool, caller: Caller) {
        match (reference.handle.is_held(), success) {
            (true, true) => self.site.key.acquired(),
            (false, false) => {}
            (false, true) => self.broken(Kind::MissingAcquire, Operation::Return, caller, reference),
            (true, false) => self.broken(Kind::UnexpectedAcquire, Operation::Return, caller, reference),
        }
    }

    /// Checks a requiring function when it is entered.
    #[inline]
    #[track_caller]
    pub fn required<C: RefClass>(&'static self, reference: &MmRef<C>) {
        let caller = Caller::here();
        if let Err(refused) = reference.handle.check() {
            self.broken(refused.into(), Operation::Require, caller, reference);
        }
    }

    /// Called when a releasing function is entered. If it keeps its reference, the drop of the reference reports that.
    #[inline]
    pub fn released<C: RefClass>(&'static self, reference: &MmRef<C>) {
        if reference.handle.is_held() {
            self.site.key.released();
        }
    }

    /// Called when a structure is dropped. What it still holds is reported when the field is dropped, under its name.
    pub fn dropped<T: HoldsRefs + ?Sized>(&'static self, structure: &mut T) {
        let mut held = false;
        structure.visit_refs(&mut |field| held |= field.is_held());
        self.site.key.dropped(held);
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
            .in_site(self.site())
            .raise();
    }
}
