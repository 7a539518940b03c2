//! The check of an acquiring function that leaves through a `?`.

use crate::class::RefClass;
use crate::list::{self, Caller};
use crate::reference::MmRef;

use super::Contract;

impl Contract {
    /// Keeps the reference of an acquiring function that uses `?` while its body runs.
    ///
    /// A `?` that fails skips the check at the end of the function, so a destructor makes the check. A destructor has
    /// no caller of its own, so the caller is kept.
    #[inline]
    #[track_caller]
    pub fn guard<'a, C: RefClass>(&'static self, reference: &'a mut MmRef<C>, question: &'a Question) -> Guard<'a, C> {
        Guard { contract: self, reference, question, caller: Caller::here() }
    }
}

/// Whether the function is leaving through a `?`. This distinguishes it from a `return` that a macro hides, whose
/// outcome is unknown.
#[derive(Debug)]
pub struct Question(list::Flag);

impl Question {
    /// No `?` has been reached.
    #[expect(clippy::new_without_default, reason = "generated code has no use for it")]
    #[inline]
    pub const fn new() -> Self {
        Self(list::Flag::new())
    }

    /// Records that a `?` was reached, and whether its operand is a success.
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

    /// Checks the reference at the end of the body.
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
