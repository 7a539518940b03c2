//! Structures that hold references.

mod field;

use core::fmt;

use crate::class::Class;
use crate::holder::Holder;
use crate::list;

pub use field::{Field, Typed, held_field};
#[cfg(feature = "track")]
pub use field::{NoSlot, Renamed};

/// A structure that holds references next to its pointers. `#[holds_ref]` implements it.
///
/// ```
/// use mmref::{HoldsRefs, holds_ref};
/// # use mmref::{MM_REF, RefClass};
/// # #[derive(RefClass)] struct MmUsers;
/// # struct Mm;
///
/// #[holds_ref]
/// struct Task {
///     #[counted(mm_ref: MmUsers)]
///     mm: *const Mm,
/// }
///
/// fn holds_nothing(structure: &dyn HoldsRefs) -> bool {
///     let mut held = Vec::new();
///     structure.visit_refs(&mut |field| held.extend(field.held()));
///     held.is_empty()
/// }
/// # assert!(holds_nothing(&Task { mm: core::ptr::null(), mm_ref: MM_REF!(Task::mm_ref) }));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to hold references",
    note = "write `#[mmref::holds_ref]` on it"
)]
pub trait HoldsRefs {
    /// Calls `visit` for each of the structure's references, in the order of the fields, with what it holds now.
    ///
    /// A [`SharedRef`](crate::SharedRef) is read, not emptied. With tracking off every field is visited, and nothing is
    /// held.
    fn visit_refs(&self, visit: &mut dyn FnMut(HeldField));

    /// Names each reference after its field, `Task::mm_ref`, whatever slot it was made in. Does nothing with tracking
    /// off.
    fn name_refs(&mut self) {}

    /// Returns the structure with each reference named after its field: for a structure built from locals, as in
    /// `MemFile { mm, mm_ref }.named()`.
    #[must_use]
    fn named(mut self) -> Self
    where
        Self: Sized,
    {
        self.name_refs();
        self
    }

    /// The check when the structure is dropped: counts for its site whether a reference is still held, and makes the
    /// `LeakedReference` that follows name the field.
    ///
    /// The `Drop` that `#[holds_ref]` writes calls this. With `#[holds_ref(no_drop)]`, your own `Drop` calls it
    /// last: `mmref::HoldsRefs::check_drop(self)`. Does nothing with tracking off.
    fn check_drop(&mut self) {}
}

/// One reference of a structure, as [`HoldsRefs::visit_refs`] shows it: the field, and what it held at that moment.
///
/// Displays as `Task::mm_ref`.
#[derive(Clone, Copy)]
pub struct HeldField {
    pub(crate) structure: &'static str,
    pub(crate) name: &'static str,
    pub(crate) class: &'static Class,
    pub(crate) handle: list::Handle,
}

impl HeldField {
    /// The name of the structure's type.
    pub fn structure(&self) -> &'static str {
        self.structure
    }

    /// The name of the field that is the reference.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name of the class.
    pub fn class(&self) -> &'static str {
        self.class.name()
    }

    /// Whether the reference is held. False with tracking off.
    pub fn is_held(&self) -> bool {
        self.handle.is_held()
    }

    /// What is held: the object, and where and by whom the reference was acquired. `None` for an idle reference, for
    /// one that is held but not listed, and with tracking off.
    pub fn held(&self) -> Option<Holder> {
        self.handle.check().ok().and_then(|()| self.handle.holder())
    }
}

impl fmt::Display for HeldField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}::{}", self.structure, self.name))
    }
}

impl fmt::Debug for HeldField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("HeldField");
        debug.field("structure", &self.structure).field("name", &self.name).field("class", &self.class());
        debug.field("held", &self.held().map(|holder| holder.object_name())).finish()
    }
}
