//! What to do about a violation: report it, and carry out the policy.

use core::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::class::Class;
use crate::emit;
use crate::object::ObjectId;
use crate::ref_list::RefList;
use crate::report;
use crate::settings::{self, Policy};
use crate::stderr;
use crate::violation::Violation;

/// Receives every violation in place of the printed report.
pub type Hook = fn(&Violation);

static HOOK: Mutex<Option<Hook>> = Mutex::new(None);

/// Never locked while other code runs, so that a hook may call anything.
fn hook() -> MutexGuard<'static, Option<Hook>> {
    settings::read();
    HOOK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Passes every further violation to `hook`, in place of the printed report. The policy is carried out
/// afterwards.
///
/// The hook may use mmref. A violation inside the hook is printed. If the hook panics, the report is printed and the
/// policy is carried out, as if there were no hook.
///
/// ```
/// use mmref::{Policy, set_hook, set_policy};
///
/// set_policy(Policy::Report);
/// set_hook(|violation| println!("{:?} at {:?}", violation.kind(), violation.place()));
/// ```
pub fn set_hook(new: Hook) {
    *hook() = Some(new);
}

/// Removes the hook and returns it. Reports are printed again.
pub fn take_hook() -> Option<Hook> {
    hook().take()
}

thread_local! {
    static RAISING: Cell<bool> = const { Cell::new(false) };
}

impl Violation {
    /// Reports it, and does what the policy says.
    #[cfg_attr(feature = "track", track_caller)]
    pub(crate) fn raise(mut self) {
        self.other = self.held_elsewhere().map(|(object, class)| RefList::at(object, class));
        self.raise_by(|policy| policy);
    }

    /// Reports it, and panics whatever the policy is, except under [`Policy::Abort`].
    #[cfg_attr(feature = "track", track_caller)]
    pub(crate) fn fail_test(&self) {
        self.raise_by(|policy| if policy == Policy::Report { Policy::Panic } else { policy });
    }

    /// Reports it, and never panics: a caught panic is resumed afterwards.
    pub(crate) fn tell(&self) {
        self.raise_by(|policy| if policy == Policy::Panic { Policy::Report } else { policy });
    }

    #[cfg_attr(feature = "track", track_caller)]
    fn raise_by(&self, adjusted: fn(Policy) -> Policy) {
        if RAISING.replace(true) {
            return self.print();
        }
        let (policy, hook) = (adjusted(settings::policy()), *hook());
        emit::violation(self);
        let panics = policy == Policy::Panic && !std::thread::panicking();
        match hook {
            Some(hook) => self.hand_to(hook),
            None if panics => {}
            None => self.print(),
        }
        RAISING.set(false);
        match policy {
            Policy::Panic if panics => panic!("{}", report::printed(self)),
            Policy::Abort => std::process::abort(),
            Policy::Panic | Policy::Report => {}
        }
    }

    fn hand_to(&self, hook: Hook) {
        if catch_unwind(AssertUnwindSafe(|| hook(self))).is_err() {
            self.print();
        }
    }

    fn print(&self) {
        stderr::print(&report::printed(self));
    }

    /// The object of the reference, if it is not the one that was operated on.
    fn held_elsewhere(&self) -> Option<(ObjectId, &'static Class)> {
        let share = self.reference.as_ref()?.share()?;
        let same = self.object.as_ref().is_some_and(|object| object.object() == share.object);
        (!same).then_some((share.object, share.class))
    }
}
