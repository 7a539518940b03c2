//! The list without the counter, for counts that are kept elsewhere, such as in a C library.
//!
//! After the counter went up, [`list()`] puts a reference on the list; before it goes down, [`unlist`] takes that
//! reference off. The address identifies the object, so it must not move while references to it are listed.
//!
//! ```
//! use mmref::{MM_REF, RefClass, raw};
//!
//! #[derive(RefClass)]
//! struct Widgets;
//! # let mut refcount = 1;
//! # let widget = &raw const refcount;
//!
//! MM_REF!(widget_ref: Widgets);
//! refcount += 1; // widget_ref(widget)
//! raw::list(widget, &mut widget_ref);
//! raw::unlist(widget, widget_ref);
//! refcount -= 1; // widget_unref(widget)
//! # let _ = refcount;
//! ```

use crate::class::{Class, RefClass};
use crate::list::{self, Caller};
use crate::object::ObjectId;
use crate::ref_list::RefList;
use crate::reference::MmRef;
use crate::violation::{Operation, Refusal};

/// Lists a share of the object at `address`, and fills `reference` with it. Raise the count first.
///
/// # Violations
/// `AlreadyHeld`.
#[inline]
#[cfg_attr(feature = "track", track_caller)]
pub fn list<C: RefClass, T: ?Sized>(address: *const T, reference: &mut MmRef<C>) {
    let caller = Caller::here();
    if let Err(refused) = reference.handle.list(address.addr(), Class::of::<C>(), caller) {
        self::refused::<C>(refused, Operation::List, caller, &reference.handle, address.addr());
    }
}

/// Takes the share that `reference` stands for off the list of the object at `address`. Lower the count afterwards.
///
/// # Violations
/// `NotHeld`, `WrongObject`, `Stale`; the share stays where it was.
#[inline]
#[cfg_attr(feature = "track", track_caller)]
pub fn unlist<C: RefClass, T: ?Sized>(address: *const T, reference: MmRef<C>) {
    let caller = Caller::here();
    let handle = reference.into_handle();
    if let Err(refused) = handle.unlist(address.addr(), caller) {
        self::refused::<C>(refused, Operation::Unlist, caller, &handle, address.addr());
    }
}

/// Everybody who holds a share of class `C` of the object at `address`.
pub fn refs<C: RefClass, T: ?Sized>(address: *const T) -> RefList {
    RefList::at(ObjectId::foreign(address.addr()), Class::of::<C>())
}

#[cold]
#[inline(never)]
#[cfg_attr(feature = "track", track_caller)]
fn refused<C: RefClass>(
    refused: list::Refused,
    operation: Operation,
    caller: Caller,
    handle: &list::Handle,
    address: usize,
) {
    let class = Class::of::<C>();
    Refusal { kind: refused.into(), operation, class }
        .at(caller)
        .with_reference(handle)
        .on(RefList::at(ObjectId::foreign(address), class))
        .raise();
}
