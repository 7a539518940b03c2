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

/// What the lists store about a class.
#[derive(Debug)]
pub(crate) struct Class {
    name: &'static str,
    id: fn() -> TypeId,
}

impl Class {
    /// The class `C`, as a `'static` value.
    pub(crate) const fn of<C: RefClass>() -> &'static Self {
        const { &Self { name: C::NAME, id: TypeId::of::<C> } }
    }

    /// [`RefClass::NAME`].
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Identifies the class: two classes may have the same name.
    pub(crate) fn id(&self) -> TypeId {
        (self.id)()
    }

    /// Whether this is the class `other`.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}
