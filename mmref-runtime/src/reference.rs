//! References: named shares of a count.

use core::fmt;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;

use crate::class::{Class, RefClass, RefCounted};
use crate::imp::{self, Caller, Origin};
#[cfg(feature = "track")]
use crate::provenance::NamedSlot;
use crate::trace;
use crate::violation::{Kind, Operation, Refusal};

/// A reference: one named share of a count of class `C`.
///
/// It is *idle* (holds nothing) or *held* (is on the list of exactly one object). How it is passed says what is meant:
/// `&mut r` is to be filled, `&r` is to be vouched for, `r` is to be given up. [`MM_REF!`](crate::MM_REF) makes one that
/// knows its name.
///
/// With tracking off this type is zero-sized.
///
/// # Violations
/// Dropping one that is held is a `LeakedReference`: its share would never be given up.
#[must_use = "a reference that is dropped while it is held leaks its object"]
pub struct MmRef<C: RefClass> {
    pub(crate) handle: imp::Handle,
    class: PhantomData<fn() -> C>,
}

impl<C: RefClass> MmRef<C> {
    /// An idle reference, whose slot goes by the place of this call. [`MM_REF!`](crate::MM_REF) gives it a name too.
    #[inline]
    #[cfg_attr(feature = "track", track_caller)]
    pub const fn new() -> Self {
        Self::from_handle(imp::Handle::idle(Origin::here()))
    }

    /// An idle reference in a slot of a name. What [`MM_REF!`](crate::MM_REF) calls.
    #[cfg(feature = "track")]
    #[doc(hidden)]
    #[inline(always)]
    pub const fn named(slot: &'static NamedSlot) -> Self {
        Self::from_handle(imp::Handle::idle(Origin::named(slot)))
    }

    /// Gives what this slot holds, and leaves the slot to be filled again.
    ///
    /// The list goes on naming this slot as the owner until the reference is given up or moved.
    #[inline]
    pub fn take(&mut self) -> Self {
        Self::from_handle(self.handle.take())
    }

    /// The reference as a pointer that C code can carry. Null for an idle one.
    ///
    /// The share goes with it; get it back with [`from_raw`](Self::from_raw), or it leaks.
    pub fn into_raw(self) -> *mut core::ffi::c_void {
        core::ptr::without_provenance_mut(self.into_handle().into_bits() as usize)
    }

    /// The reference that [`into_raw`](Self::into_raw) made a pointer of.
    ///
    /// # Safety
    /// `raw` comes from `into_raw` of a reference of the same class, and is made into a reference no more than once.
    ///
    /// With tracking on, a pointer that was used twice, or was never a reference, is recognised when the reference is
    /// put, moved or vouched with, one use after the other: `Stale`.
    #[cfg_attr(feature = "track", track_caller)]
    pub unsafe fn from_raw(raw: *mut core::ffi::c_void) -> Self {
        Self::from_handle(imp::Handle::from_bits(raw.addr() as u64, Origin::here()))
    }

    #[inline(always)]
    pub(crate) const fn from_handle(handle: imp::Handle) -> Self {
        Self { handle, class: PhantomData }
    }

    /// The handle, for an operation that gives the reference up.
    #[inline(always)]
    pub(crate) fn into_handle(self) -> imp::Handle {
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

/// Adds a share to the count of `object`, and fills `reference` with it. See [`RefCount::get`](crate::RefCount::get).
#[inline(always)]
#[cfg_attr(feature = "track", track_caller)]
pub fn get<C: RefClass, T: RefCounted<C> + ?Sized>(object: &T, reference: &mut MmRef<C>) {
    object.ref_count().get(reference);
}

/// Adds a share unless the count is zero. See [`RefCount::try_get`](crate::RefCount::try_get).
#[inline]
#[must_use = "`reference` is filled only if this is true"]
#[cfg_attr(feature = "track", track_caller)]
pub fn try_get<C: RefClass, T: RefCounted<C> + ?Sized>(object: &T, reference: &mut MmRef<C>) -> bool {
    object.ref_count().try_get(reference)
}

/// Gives up the share that `reference` stands for; true for the last one. See [`RefCount::put`](crate::RefCount::put).
#[inline(always)]
#[must_use = "true means that nobody holds the object any more: free it"]
#[cfg_attr(feature = "track", track_caller)]
pub fn put<C: RefClass, T: RefCounted<C> + ?Sized>(object: &T, reference: MmRef<C>) -> bool {
    object.ref_count().put(reference)
}

/// Transfers the share that `from` holds to the slot `to`. The count is not touched.
///
/// # Violations
/// `NotHeld` and `Stale` for `from`; `AlreadyHeld` for `to`, and then both shares stay on their lists.
#[inline]
#[cfg_attr(feature = "track", track_caller)]
pub fn move_ref<C: RefClass>(from: MmRef<C>, to: &mut MmRef<C>) {
    let caller = Caller::here();
    let from = from.into_handle();
    match to.handle.fill_from(&from, caller) {
        Ok(()) => trace::operation("move", || to.handle.holder(), caller),
        Err(refused) => move_refused::<C>(refused, caller, &from, &to.handle),
    }
}

/// A transfer was not carried out: the fault lies with the target if that is held already, and with the source otherwise.
#[cold]
#[inline(never)]
#[cfg_attr(feature = "track", track_caller)]
pub(crate) fn move_refused<C: RefClass>(refused: imp::Refused, caller: Caller, from: &imp::Handle, to: &imp::Handle) {
    let kind = Kind::from(refused);
    let refusal = Refusal { kind, operation: Operation::Move, class: Class::of::<C>() }.at(caller);
    match kind {
        Kind::AlreadyHeld => refusal.with_reference(to).with_source(from).raise(),
        _ => refusal.with_reference(from).raise(),
    }
}

/// A slot is dropped that is held, or that holds a copy of what was given up elsewhere.
#[cold]
#[inline(never)]
pub(crate) fn leaked<C: RefClass>(handle: &imp::Handle) {
    let kind = handle.check().map_or_else(Kind::from, |()| Kind::LeakedReference);
    Refusal { kind, operation: Operation::DropReference, class: Class::of::<C>() }.with_reference(handle).raise();
}

/// Makes a slot: a place for one reference, with a name for reports.
///
/// ```
/// # use mmref_runtime::{MM_REF, MmRef, RefClass, SharedRef};
/// # struct MmUsers;
/// # impl RefClass for MmUsers { const NAME: &'static str = "mm_users"; }
/// MM_REF!(mm_ref: MmUsers); // a local, `let mut mm_ref: MmRef<MmUsers>`
/// MM_REF!(other); // the same, with the class inferred
/// # let _: &MmRef<MmUsers> = &other;
///
/// struct Task {
///     mm_ref: MmRef<MmUsers>,
/// }
/// let task = Task { mm_ref: MM_REF!(Task::mm_ref) }; // an expression, for a field: "Task::mm_ref"
/// # let _: &MmRef<MmUsers> = &task.mm_ref;
///
/// static INIT_MM: SharedRef<MmUsers> = SharedRef::from_ref(MM_REF!()); // an expression, for statics and the rest
/// # let _ = &INIT_MM;
/// ```
///
/// # Fields
/// `MM_REF!(Type::field)` has the type of the field, `MmRef<Class>` or `SharedRef<Class>`; that there is such a field is
/// checked while compiling. It can stand in constants and statics. The type is a path, or `Self`; in angle brackets it can
/// be any type, which one with type parameters needs outside of its own `impl`: `MM_REF!(<Slot<u8>>::mm_ref)`.
#[cfg(feature = "track")]
#[macro_export]
macro_rules! MM_REF {
    () => {
        $crate::MmRef::named($crate::__named_slot!(""))
    };
    ($name:ident) => {
        #[allow(unused_mut)]
        let mut $name = $crate::MmRef::named($crate::__named_slot!(::core::stringify!($name)));
    };
    ($name:ident : $class:ty) => {
        #[allow(unused_mut)]
        let mut $name: $crate::MmRef<$class> = $crate::MmRef::named($crate::__named_slot!(::core::stringify!($name)));
    };
    (<$structure:ty>::$field:ident) => {
        $crate::__field!([$structure] $field)
    };
    ($first:ident :: $($rest:tt)+) => {
        $crate::__path_to_field!([$first] $($rest)+)
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "write `MM_REF!(name: Class);` or `MM_REF!(name);` for a local, `MM_REF!(Type::field)` for a field, \
             `MM_REF!()` for a static"
        )
    };
}

/// Makes a slot: a place for one reference. Tracking is off: the slot is zero-sized.
#[cfg(not(feature = "track"))]
#[macro_export]
macro_rules! MM_REF {
    () => {
        $crate::MmRef::new()
    };
    ($name:ident) => {
        #[allow(unused_mut)]
        let mut $name = $crate::MmRef::new();
    };
    ($name:ident : $class:ty) => {
        #[allow(unused_mut)]
        let mut $name: $crate::MmRef<$class> = $crate::MmRef::new();
    };
    (<$structure:ty>::$field:ident) => {
        $crate::__field!([$structure] $field)
    };
    ($first:ident :: $($rest:tt)+) => {
        $crate::__path_to_field!([$first] $($rest)+)
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "write `MM_REF!(name: Class);` or `MM_REF!(name);` for a local, `MM_REF!(Type::field)` for a field, \
             `MM_REF!()` for a static"
        )
    };
}

/// A static for the slot that a macro makes here.
#[doc(hidden)]
#[cfg(feature = "track")]
#[macro_export]
macro_rules! __named_slot {
    ($name:expr) => {{
        fn here() -> &'static ::core::primitive::str {
            ::core::any::type_name_of_val(&here)
        }
        static SLOT: $crate::__private::NamedSlot =
            $crate::__private::NamedSlot::new($name, here, ::core::panic::Location::caller());
        &SLOT
    }};
}
