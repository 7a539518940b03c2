//! Shared slots.

use core::fmt;
use core::marker::PhantomData;

use crate::class::RefClass;
use crate::list::{self, Caller};
#[cfg(feature = "track")]
use crate::owner::NamedSlot;
use crate::reference::{MmRef, leaked, move_refused};

/// A slot that is filled and emptied through `&self`, by any thread: for statics, and for objects that threads
/// share.
///
/// With tracking off this type is zero-sized.
///
/// ```
/// use mmref::{MM_REF, RefClass, RefCount, SharedRef};
/// # #[derive(RefClass)] struct MmCount;
///
/// static VICTIM: SharedRef<MmCount> = SharedRef::new();
///
/// MM_REF!(mm_ref: MmCount);
/// let count = RefCount::new(&mut mm_ref);
/// VICTIM.store(mm_ref);
/// assert!(count.put(VICTIM.take()));
/// ```
///
/// # Violations
/// Dropping one that holds a reference is a `LeakedReference`.
pub struct SharedRef<C: RefClass> {
    shared: list::Shared,
    class: PhantomData<fn() -> C>,
}

impl<C: RefClass> SharedRef<C> {
    /// An idle slot, named by the place of this call.
    #[inline]
    #[cfg_attr(feature = "track", track_caller)]
    pub const fn new() -> Self {
        Self::from_ref(MmRef::new())
    }

    /// Turns `reference` into a slot that keeps its name and what it holds.
    ///
    /// ```
    /// # use mmref::{MM_REF, RefClass, SharedRef};
    /// # #[derive(RefClass)] struct MmCount;
    /// static VICTIM: SharedRef<MmCount> = SharedRef::from_ref(MM_REF!()); // "a slot in oom_kill::VICTIM"
    /// ```
    #[inline]
    pub const fn from_ref(reference: MmRef<C>) -> Self {
        let shared = list::Shared::holding(reference.handle);
        core::mem::forget(reference);
        Self { shared, class: PhantomData }
    }

    /// A copy of what the slot holds.
    pub(crate) fn peek(&self) -> list::Handle {
        self.shared.peek()
    }

    /// Names the slot after a field.
    #[cfg(feature = "track")]
    pub(crate) fn rename(&mut self, field: &'static NamedSlot) {
        self.shared.rename(field);
    }

    /// Transfers the share of `reference` to this slot. `Release`: whoever takes it sees what was done earlier.
    ///
    /// # Violations
    /// `NotHeld` and `Stale` for `reference`; `AlreadyHeld` for the slot: then both shares stay on their lists.
    #[inline]
    #[cfg_attr(feature = "track", track_caller)]
    pub fn store(&self, reference: MmRef<C>) {
        let caller = Caller::here();
        let from = reference.into_handle();
        if let Err(refused) = self.shared.store(&from, caller) {
            move_refused::<C>(refused, caller, &from, &self.shared.peek());
        }
    }

    /// Takes what the slot holds, or an idle reference if it holds nothing. `Acquire`.
    #[inline]
    pub fn take(&self) -> MmRef<C> {
        MmRef::from_handle(self.shared.take())
    }
}

impl<C: RefClass> Default for SharedRef<C> {
    #[inline]
    #[cfg_attr(feature = "track", track_caller)]
    fn default() -> Self {
        Self::new()
    }
}

impl<C: RefClass> Drop for SharedRef<C> {
    #[inline]
    fn drop(&mut self) {
        let handle = self.shared.peek();
        if handle.is_held() {
            leaked::<C>(&handle);
        }
    }
}

impl<C: RefClass> fmt::Debug for SharedRef<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("SharedRef");
        debug.field("class", &C::NAME);
        if cfg!(feature = "track") {
            debug.field("held", &self.shared.peek().holder().map(|holder| holder.object_name()));
        }
        debug.finish()
    }
}
