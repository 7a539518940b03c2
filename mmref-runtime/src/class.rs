//! Classes: marker types that name one kind of count.

use core::any::TypeId;

/// A marker type that names one kind of count. References of two classes cannot be mixed up.
///
/// Derive it:
///
/// ```
/// use mmref::RefClass;
/// #[derive(RefClass)]
/// #[ref_class(name = "mm_users")]
/// pub struct MmUsers;
///
/// assert_eq!(MmUsers::NAME, "mm_users");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a reference class",
    label = "not a class",
    note = "derive it on a marker type: `#[derive(mmref::RefClass)] struct {Self};`"
)]
pub trait RefClass: 'static {
    /// The name that reports use.
    const NAME: &'static str;
}

/// What the lists remember of a class.
#[derive(Debug)]
pub(crate) struct Class {
    name: &'static str,
    id: fn() -> TypeId,
}

impl Class {
    /// The class `C`, as a value that lives for ever.
    pub(crate) const fn of<C: RefClass>() -> &'static Self {
        const { &Self { name: C::NAME, id: TypeId::of::<C> } }
    }

    /// The name that [`RefClass::NAME`] gives.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// What tells it from other classes, which may bear the same name.
    pub(crate) fn id(&self) -> TypeId {
        (self.id)()
    }

    /// Whether this is the class `other`.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}
