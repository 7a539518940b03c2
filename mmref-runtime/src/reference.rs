//! References: named shares of a count.

use core::fmt;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;

use crate::class::{Class, RefClass};
use crate::emit;
use crate::list::{self, Caller, Origin};
#[cfg(feature = "track")]
use crate::owner::NamedSlot;
use crate::violation::{Kind, Operation, Refusal};

/// A reference: one named share of a count of class `C`.
///
/// It is *idle* (holds nothing) or *held* (is on the list of exactly one object). How it is passed says what is meant:
/// `&mut r` is to be filled, `&r` is to be vouched for, `r` is to be given up. [`MM_REF!`](crate::MM_REF) makes one
/// that has a name.
///
/// With tracking off this type is zero-sized.
///
/// # Violations
/// Dropping one that is held is a `LeakedReference`: its share would never be given up.
#[must_use = "a reference that is dropped while it is held leaks its object"]
pub struct MmRef<C: RefClass> {
    pub(crate) handle: list::Handle,
    class: PhantomData<fn() -> C>,
}

impl<C: RefClass> MmRef<C> {
    /// An idle reference, whose slot is named by the place of this call. [`MM_REF!`](crate::MM_REF) adds a name.
    #[inline]
    #[cfg_attr(feature = "track", track_caller)]
    pub const fn new() -> Self {
        Self::from_handle(list::Handle::idle(Origin::here()))
    }

    /// An idle reference in a named slot. [`MM_REF!`](crate::MM_REF) calls this.
    #[cfg(feature = "track")]
    #[doc(hidden)]
    #[inline(always)]
    pub const fn named(slot: &'static NamedSlot) -> Self {
        Self::from_handle(list::Handle::idle(Origin::named(slot)))
    }

    /// Takes out what this slot holds. The slot can be filled again.
    ///
    /// The list names this slot as the owner until the reference is given up or moved.
    #[inline]
    pub fn take(&mut self) -> Self {
        Self::from_handle(self.handle.take())
    }

    /// The reference as a pointer that C code can carry. Null for an idle one.
    ///
    /// The pointer carries the share: get it back with [`from_raw`](Self::from_raw), or it leaks.
    pub fn into_raw(self) -> *mut core::ffi::c_void {
        core::ptr::without_provenance_mut(self.into_handle().into_bits() as usize)
    }

    /// The reference that [`into_raw`](Self::into_raw) turned into a pointer.
    ///
    /// # Safety
    /// `raw` comes from `into_raw` of a reference of the same class, and is turned back into a reference at most once.
    ///
    /// With tracking on, a pointer that is used twice, or was never a reference, is `Stale` when the reference is put,
    /// moved or vouched with, provided that the uses come one after the other.
    #[cfg_attr(feature = "track", track_caller)]
    pub unsafe fn from_raw(raw: *mut core::ffi::c_void) -> Self {
        Self::from_handle(list::Handle::from_bits(raw.addr() as u64, Origin::here()))
    }

    #[inline(always)]
    pub(crate) const fn from_handle(handle: list::Handle) -> Self {
        Self { handle, class: PhantomData }
    }

    /// The handle, for an operation that gives the reference up.
    #[inline(always)]
    pub(crate) fn into_handle(self) -> list::Handle {
        ManuallyDrop::new(self).handle.take()
    }
}

impl<C: RefClass> Default for MmRef<C> {
    #[inline]
    #[cfg_attr(feature = "track", track_caller)]
    fn default() -> Self {
        Self::new()
    }
}

impl<C: RefClass> Drop for MmRef<C> {
    #[inline]
    fn drop(&mut self) {
        if self.handle.is_held() {
            leaked::<C>(&self.handle);
        }
    }
}

impl<C: RefClass> fmt::Debug for MmRef<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("MmRef");
        debug.field("class", &C::NAME);
        if cfg!(feature = "track") {
            debug.field("slot", &format_args!("{}", self.handle.owner()));
            debug.field("held", &self.handle.holder().map(|holder| holder.object_name()));
        }
        debug.finish()
    }
}

/// Transfers the share that `from` holds to the slot `to`. The count is not touched.
///
/// # Violations
/// `NotHeld` and `Stale` for `from`; `AlreadyHeld` for `to`: then both shares stay on their lists.
#[inline]
#[cfg_attr(feature = "track", track_caller)]
pub fn move_ref<C: RefClass>(from: MmRef<C>, to: &mut MmRef<C>) {
    let caller = Caller::here();
    let from = from.into_handle();
    match to.handle.fill_from(&from, caller) {
        Ok(()) => emit::operation("move", || to.handle.holder(), caller),
        Err(refused) => move_refused::<C>(refused, caller, &from, &to.handle),
    }
}

/// Reports a refused transfer. The target is at fault if it is held already, otherwise the source.
#[cold]
#[inline(never)]
#[cfg_attr(feature = "track", track_caller)]
pub(crate) fn move_refused<C: RefClass>(
    refused: list::Refused,
    caller: Caller,
    from: &list::Handle,
    to: &list::Handle,
) {
    let kind = Kind::from(refused);
    let refusal = Refusal { kind, operation: Operation::Move, class: Class::of::<C>() }.at(caller);
    match kind {
        Kind::AlreadyHeld => refusal.with_reference(to).with_source(from).raise(),
        _ => refusal.with_reference(from).raise(),
    }
}

/// Reports the drop of a slot that is held, or that holds a copy of a reference given up elsewhere.
#[cold]
#[inline(never)]
pub(crate) fn leaked<C: RefClass>(handle: &list::Handle) {
    let kind = handle.check().map_or_else(Kind::from, |()| Kind::LeakedReference);
    Refusal { kind, operation: Operation::DropReference, class: Class::of::<C>() }.with_reference(handle).raise();
}
