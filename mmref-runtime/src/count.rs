//! Counts: the number, plus the list of references behind it.

use core::fmt;
use core::marker::PhantomData;

use crate::class::{Class, RefClass};
use crate::emit;
use crate::list::{self, Caller};
use crate::object;
use crate::ref_list::RefList;
use crate::reference::MmRef;
use crate::violation::{Kind, Operation, Refusal};

/// A count of class `C`: the number of shares, plus the list of references behind it.
///
/// A share is *listed* when a reference stands for it, and *untracked* when none does. With tracking off this is one
/// `u32`.
///
/// Nothing is freed here: the owner of the object frees it when [`put`](Self::put) returns true.
///
/// ```
/// use mmref::{MM_REF, RefClass, RefCount};
///
/// #[derive(RefClass)]
/// struct MmUsers;
///
/// MM_REF!(first: MmUsers);
/// MM_REF!(second: MmUsers);
/// let users = RefCount::new(&mut first);
/// users.get(&mut second);
/// assert_eq!(users.count(), 2);
/// assert!(!users.put(first));
/// assert!(users.put(second));
/// ```
pub struct RefCount<C: RefClass> {
    count: list::Count,
    class: PhantomData<fn() -> C>,
}

impl<C: RefClass> RefCount<C> {
    /// A count of one, held by `reference`.
    ///
    /// # Violations
    /// `AlreadyHeld`; the share then has no reference.
    #[inline]
    #[cfg_attr(feature = "track", track_caller)]
    pub fn new(reference: &mut MmRef<C>) -> Self {
        let caller = Caller::here();
        let new = Self::zero();
        if let Err(refused) = new.count.first(&mut reference.handle, Class::of::<C>(), caller) {
            new.refused(refused, Operation::New, caller, &reference.handle);
            // Not earlier: if the line above panics, the new count is dropped without a share left in it.
            new.count.first_untracked();
        }
        new
    }

    /// A count of zero: every get fails until it is [started](Self::restart).
    pub const fn zero() -> Self {
        Self { count: list::Count::zero(), class: PhantomData }
    }

    /// A count of `shares`, none of which has a reference: for a static object, say.
    ///
    /// # Panics
    /// If `shares` is above `i32::MAX`, the limit of every count.
    pub const fn untracked(shares: u32) -> Self {
        Self { count: list::Count::untracked(shares), class: PhantomData }
    }

    /// Adds the first share to a count of zero, and fills `reference` with it: for objects whose memory is reused, as
    /// in a pool. The object keeps its number and its label; the caller may change the label.
    ///
    /// `Release`, and `Acquire` of what the last put released. Initialise the object first, so that a `try_get` through
    /// an old pointer finds either zero or a complete object.
    ///
    /// ```
    /// # use mmref::{MM_REF, RefClass, RefCount};
    /// # #[derive(RefClass)] struct MmUsers;
    /// static USERS: RefCount<MmUsers> = RefCount::zero();
    ///
    /// for _ in 0..2 {
    ///     MM_REF!(mm_ref: MmUsers);
    ///     USERS.restart(&mut mm_ref);
    ///     assert!(USERS.put(mm_ref));
    /// }
    /// ```
    ///
    /// # Violations
    /// `AlreadyHeld`, `NotZero`. Nothing changes.
    #[cfg_attr(feature = "track", track_caller)]
    pub fn restart(&self, reference: &mut MmRef<C>) {
        let caller = Caller::here();
        if let Err(refused) = self.count.restart(&mut reference.handle, Class::of::<C>(), caller) {
            self.refused(refused, Operation::Restart, caller, &reference.handle);
        }
    }

    /// Adds a share, and fills `reference` with it.
    ///
    /// The addition is `Relaxed`, as in `Arc::clone`.
    ///
    /// # Violations
    /// `AlreadyHeld`, `FromZero`, `Overflow`. The reference stays as it was. An overflowed object is never freed.
    #[inline(always)]
    #[cfg_attr(feature = "track", track_caller)]
    pub fn get(&self, reference: &mut MmRef<C>) {
        let (caller, idle) = (Caller::here(), !reference.handle.is_held());
        if !self.count.get_usual(&mut reference.handle, Class::of::<C>(), caller) {
            reference.handle = self.get_unusual(reference.handle, caller);
        }
        emit::operation("get", || reference.handle.holder().filter(|_| idle), caller);
    }

    /// Adds a share and fills `reference` with it, unless the count is zero. Returns whether it did.
    ///
    /// `Acquire` when it succeeds, as in `Weak::upgrade`.
    ///
    /// # Violations
    /// `AlreadyHeld` and `Overflow`. Then it returns false.
    #[inline]
    #[must_use = "`reference` is filled only if this is true"]
    #[cfg_attr(feature = "track", track_caller)]
    pub fn try_get(&self, reference: &mut MmRef<C>) -> bool {
        let caller = Caller::here();
        match self.count.try_get(&mut reference.handle, Class::of::<C>(), caller) {
            Ok(filled) => {
                emit::operation("get", || reference.handle.holder(), caller);
                filled
            }
            Err(refused) => self.refused(refused, Operation::TryGet, caller, &reference.handle),
        }
    }

    /// Gives up the share that `reference` stands for. Returns true for the last one: then the caller frees the object.
    ///
    /// `Release`; and `Acquire` for the last one, as in `Arc::drop`.
    ///
    /// # Violations
    /// `NotHeld`, `WrongObject`, `Stale`, `CountMismatch`. It returns false, and the share stays where it was.
    #[inline(always)]
    #[must_use = "true means that nobody holds the object any more: free it"]
    #[cfg_attr(feature = "track", track_caller)]
    pub fn put(&self, reference: MmRef<C>) -> bool {
        let caller = Caller::here();
        let handle = reference.into_handle();
        let share = emit::held(&handle);
        let last = match self.count.put_usual(&handle, caller) {
            Some(before) if before.outlast_one() => false,
            before => self.put_unusual(handle, caller, before),
        };
        emit::operation("put", || share.filter(|_| handle.check().is_err()), caller);
        last
    }

    /// Adds a share that no reference stands for.
    ///
    /// # Violations
    /// `FromZero`, `Overflow`.
    #[inline]
    #[cfg_attr(feature = "track", track_caller)]
    pub fn get_untracked(&self) {
        let caller = Caller::here();
        if let Err(refused) = self.count.get_untracked() {
            self.refused_untracked(refused, Operation::GetUntracked, caller);
        }
    }

    /// Gives up a share that no reference stands for. Returns true for the last share of all.
    ///
    /// # Violations
    /// `CountMismatch`, if every share has a reference. It returns false, and nothing changes.
    #[inline]
    #[must_use = "true means that nobody holds the object any more: free it"]
    #[cfg_attr(feature = "track", track_caller)]
    pub fn put_untracked(&self) -> bool {
        let caller = Caller::here();
        match self.count.put_untracked() {
            Ok(last) => last,
            Err(refused) => self.refused_untracked(refused, Operation::PutUntracked, caller),
        }
    }

    /// The number of shares. Other threads may change it at any time.
    pub fn count(&self) -> u32 {
        self.count.count()
    }

    /// Everybody who holds a share. Empty with tracking off.
    pub fn refs(&self) -> RefList {
        RefList::of::<C>(&self.count)
    }

    /// Labels the object for people: reports call it `Mm #42 "811 sshd"`. A second label replaces the first.
    ///
    /// With tracking off nothing is formatted: pass `format_args!(…)` rather than a `String`.
    pub fn label(&self, label: impl fmt::Display) {
        if cfg!(feature = "track") {
            object::set_label(self.count.set_labelled(), label.to_string());
        }
    }

    /// The first get of a thread, one that finds its free list empty, and one that is refused.
    ///
    /// The handle is passed by value: a reference whose address is taken cannot live in registers.
    #[cold]
    #[inline(never)]
    #[cfg_attr(feature = "track", track_caller)]
    fn get_unusual(&self, mut handle: list::Handle, caller: Caller) -> list::Handle {
        if let Err(refused) = self.count.get(&mut handle, Class::of::<C>(), caller) {
            self.refused(refused, Operation::Get, caller, &handle);
        }
        handle
    }

    /// The last put of an object, the first put of a thread, one that finds its free list full, and one that is
    /// refused.
    #[inline(never)]
    #[cfg_attr(feature = "track", track_caller)]
    fn put_unusual(&self, handle: list::Handle, caller: Caller, usual: Option<list::Before>) -> bool {
        match self.count.put(&handle, caller, usual) {
            Ok(last) => last,
            Err(refused) => self.refused(refused, Operation::Put, caller, &handle),
        }
    }

    #[cold]
    #[inline(never)]
    #[cfg_attr(feature = "track", track_caller)]
    fn refused(&self, refused: list::Refused, operation: Operation, caller: Caller, handle: &list::Handle) -> bool {
        Refusal { kind: refused.into(), operation, class: Class::of::<C>() }
            .at(caller)
            .with_reference(handle)
            .on(RefList::of::<C>(&self.count))
            .raise();
        false
    }

    #[cold]
    #[inline(never)]
    #[cfg_attr(feature = "track", track_caller)]
    fn refused_untracked(&self, refused: list::Refused, operation: Operation, caller: Caller) -> bool {
        Refusal { kind: refused.into(), operation, class: Class::of::<C>() }
            .at(caller)
            .on(RefList::of::<C>(&self.count))
            .raise();
        false
    }

    /// The label goes first: what follows may panic.
    #[inline(never)]
    fn dropped_in_use(&self) {
        let kind = match self.count.shares() {
            (0, _) => None,
            (_, 0) if self.count.is_saturated() => None,
            (_, 0) => Some(Kind::CountMismatch),
            (_, 1..) => Some(Kind::LeakedObject),
        };
        let list = RefList::of::<C>(&self.count);
        object::forget_label(self.count.id());
        if let Some(kind) = kind {
            Refusal { kind, operation: Operation::DropObject, class: Class::of::<C>() }.on(list).raise();
        }
    }
}

impl<C: RefClass> Drop for RefCount<C> {
    /// # Violations
    /// `LeakedObject` if references are listed, `CountMismatch` if untracked shares are left.
    #[inline]
    fn drop(&mut self) {
        if cfg!(feature = "track") && (self.count.count() != 0 || self.count.is_labelled()) {
            self.dropped_in_use();
        }
    }
}

impl<C: RefClass> fmt::Debug for RefCount<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefCount").field("class", &C::NAME).field("count", &self.count()).finish()
    }
}

/// An object with a count of class `C`. `#[derive(RefCounted)]` implements it once for each `#[ref_count]` field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no count of class `{C}`",
    label = "no `#[ref_count]` field of type `RefCount<{C}>`",
    note = "write `#[derive(mmref::RefCounted)]` on the type and `#[ref_count]` on its `RefCount<{C}>` field"
)]
pub trait RefCounted<C: RefClass> {
    /// The count.
    fn ref_count(&self) -> &RefCount<C>;
}

/// Adds a share to the count of `object`, and fills `reference` with it. See [`RefCount::get`](RefCount::get).
#[inline(always)]
#[cfg_attr(feature = "track", track_caller)]
pub fn get<C: RefClass, T: RefCounted<C> + ?Sized>(object: &T, reference: &mut MmRef<C>) {
    object.ref_count().get(reference);
}

/// Adds a share unless the count is zero. See [`RefCount::try_get`](RefCount::try_get).
#[inline]
#[must_use = "`reference` is filled only if this is true"]
#[cfg_attr(feature = "track", track_caller)]
pub fn try_get<C: RefClass, T: RefCounted<C> + ?Sized>(object: &T, reference: &mut MmRef<C>) -> bool {
    object.ref_count().try_get(reference)
}

/// Gives up the share that `reference` stands for. Returns true for the last one. See [`RefCount::put`](RefCount::put).
#[inline(always)]
#[must_use = "true means that nobody holds the object any more: free it"]
#[cfg_attr(feature = "track", track_caller)]
pub fn put<C: RefClass, T: RefCounted<C> + ?Sized>(object: &T, reference: MmRef<C>) -> bool {
    object.ref_count().put(reference)
}
