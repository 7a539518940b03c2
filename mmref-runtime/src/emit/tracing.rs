//! Events for subscribers of [tracing](https://docs.rs/tracing).
//!
//! | target | level | event | fields |
//! | --- | --- | --- | --- |
//! | `mmref` | error | a violation; the message is its headline | `kind`, `class`, `place`, `thread`, `owner`, `object` |
//! | `mmref::ops` | trace | `get`, `put` or `move` | `class`, `owner`, `object`, `place` |
//!
//! What a subscriber does with references emits no events.

use core::cell::Cell;

use tracing::field::display;
use tracing::{Level, error, event_enabled, trace};

use crate::holder::Holder;
use crate::list::{Caller, Handle};
use crate::violation::{Reference, Violation};

thread_local! {
    static TELLING: Cell<bool> = const { Cell::new(false) };
}

/// Emits an event, unless another one is being emitted or the thread is ending.
fn tell(event: impl FnOnce()) {
    if !TELLING.try_with(|telling| telling.replace(true)).unwrap_or(true) {
        let _again = Again;
        event();
    }
}

struct Again;

impl Drop for Again {
    fn drop(&mut self) {
        let _ = TELLING.try_with(|telling| telling.set(false));
    }
}

fn is_wanted() -> bool {
    event_enabled!(target: "mmref::ops", Level::TRACE)
}

/// The share of a handle, for an event that follows once the share is gone.
#[inline]
pub(crate) fn held(handle: &Handle) -> Option<Holder> {
    if is_wanted() { handle.holder().filter(|_| handle.check().is_ok()) } else { None }
}

/// Emits an event for an operation on a share.
#[inline]
pub(crate) fn operation(what: &'static str, share: impl FnOnce() -> Option<Holder>, caller: Caller) {
    if is_wanted() {
        tell(|| told(what, share(), caller));
    }
}

#[cold]
#[inline(never)]
fn told(what: &'static str, share: Option<Holder>, caller: Caller) {
    let Some(share) = share else { return };
    let (class, owner) = (share.class(), display(share.owner()));
    let (object, place) = (share.object_name(), display(caller.place()));
    trace!(target: "mmref::ops", class, owner, object, place, "{what}");
}

pub(crate) fn violation(violation: &Violation) {
    let kind = violation.kind().name();
    let owner = violation.reference().map(|reference| display(reference.owner()));
    let object = violation.object().map(|list| list.object_name());
    let object = object.or_else(|| violation.reference().and_then(Reference::object_name));
    let (class, thread, place) = (violation.class(), violation.thread(), violation.place().map(display));
    let headline = violation.headline();
    tell(|| error!(target: "mmref", kind, class, place, thread, owner, object, "{headline}"));
}
