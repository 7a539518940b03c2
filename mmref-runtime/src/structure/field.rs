//! Fields that are slots: how one gets its name, and how a structure shows it. Generated code and `MM_REF!` call this.

use core::marker::PhantomData;

use crate::class::{Class, RefClass};
#[cfg(feature = "track")]
use crate::owner::NamedSlot;
use crate::reference::MmRef;
use crate::shared::SharedRef;

use super::HeldField;

/// A field of type `F`, as `MM_REF!(Type::field)` finds it.
#[derive(Debug)]
pub struct Field<F> {
    #[cfg(feature = "track")]
    slot: NamedSlot,
    ty: PhantomData<fn() -> F>,
}

impl<F: ReferenceField> Field<F> {
    /// The function is never called: it tells the compiler the type of the field.
    #[cfg_attr(feature = "track", track_caller)]
    #[cfg_attr(not(feature = "track"), expect(unused_variables, reason = "nothing is left of the name"))]
    pub const fn of<T: ?Sized>(name: &'static str, _: fn(&T) -> &F) -> Self {
        Self {
            #[cfg(feature = "track")]
            slot: NamedSlot::field::<T>(name),
            ty: PhantomData,
        }
    }
}

impl<C: RefClass> Field<MmRef<C>> {
    /// What the field starts with.
    #[cfg(feature = "track")]
    #[inline(always)]
    pub const fn idle(&'static self) -> MmRef<C> {
        MmRef::named(&self.slot)
    }

    /// What the field starts with.
    #[cfg(not(feature = "track"))]
    #[inline(always)]
    pub const fn idle(&'static self) -> MmRef<C> {
        MmRef::new()
    }
}

impl<C: RefClass> Field<SharedRef<C>> {
    /// What the field starts with.
    #[cfg(feature = "track")]
    #[inline(always)]
    pub const fn idle(&'static self) -> SharedRef<C> {
        SharedRef::from_ref(MmRef::named(&self.slot))
    }

    /// What the field starts with.
    #[cfg(not(feature = "track"))]
    #[inline(always)]
    pub const fn idle(&'static self) -> SharedRef<C> {
        SharedRef::new()
    }
}

/// The type of a field that is a slot: `MmRef` or `SharedRef`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a reference: the field must be a `MmRef<Class>` or a `SharedRef<Class>`",
    label = "not a reference"
)]
pub trait ReferenceField {
    #[doc(hidden)]
    fn held_field(&self, structure: &'static str, name: &'static str) -> HeldField;
}

impl<C: RefClass> ReferenceField for MmRef<C> {
    fn held_field(&self, structure: &'static str, name: &'static str) -> HeldField {
        HeldField { structure, name, class: Class::of::<C>(), handle: self.handle }
    }
}

impl<C: RefClass> ReferenceField for SharedRef<C> {
    fn held_field(&self, structure: &'static str, name: &'static str) -> HeldField {
        HeldField { structure, name, class: Class::of::<C>(), handle: self.peek() }
    }
}

/// What a structure shows of one of its fields.
pub fn held_field<F: ReferenceField>(structure: &'static str, name: &'static str, field: &F) -> HeldField {
    field.held_field(structure, name)
}

/// A field that was written by hand, as the type `T` that the attribute would have added.
#[diagnostic::on_unimplemented(
    message = "this field is a `{Self}`, and `#[counted]` says that it holds a `{T}` [mmref C5]",
    label = "should be a `{T}`",
    note = "correct the class here or in `#[counted(name: Class)]`, or leave this field out: it is added then"
)]
pub trait Typed<T> {
    #[doc(hidden)]
    fn typed(&self) -> &T;
}

impl<T> Typed<T> for T {
    fn typed(&self) -> &T {
        self
    }
}

/// A field that gets its name. If it is not a slot, nothing happens: its type is already an error.
#[cfg(feature = "track")]
#[derive(Debug)]
pub struct Renamed<'a, F>(pub &'a mut F);

#[cfg(feature = "track")]
impl<C: RefClass> Renamed<'_, MmRef<C>> {
    /// Names the field.
    pub fn rename(self, field: &'static NamedSlot) {
        self.0.handle.rename(field);
    }
}

#[cfg(feature = "track")]
impl<C: RefClass> Renamed<'_, SharedRef<C>> {
    /// Names the field.
    pub fn rename(self, field: &'static NamedSlot) {
        self.0.rename(field);
    }
}

/// Applies to fields that are not slots.
#[cfg(feature = "track")]
pub trait NoSlot: Sized {
    /// Does nothing.
    fn rename(self, _: &'static NamedSlot) {}
}

#[cfg(feature = "track")]
impl<F> NoSlot for Renamed<'_, F> {}
