//! `MM_REF!`.

/// Makes a slot: a place for one reference, with a name for reports.
///
/// ```
/// # use mmref::{MM_REF, MmRef, RefClass, SharedRef};
/// # #[derive(RefClass)] struct MmUsers;
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
/// `MM_REF!(Type::field)` has the type of the field, `MmRef<Class>` or `SharedRef<Class>`. It does not compile if there
/// is no such field. It works in constants and statics. The type is a path, or `Self`, or any type in angle brackets;
/// a type with parameters needs those outside of its own `impl`: `MM_REF!(<Slot<u8>>::mm_ref)`.
#[macro_export]
macro_rules! MM_REF {
    () => {
        $crate::__named_ref!("")
    };
    ($name:ident) => {
        #[allow(unused_mut)]
        let mut $name = $crate::__named_ref!(::core::stringify!($name));
    };
    ($name:ident : $class:ty) => {
        #[allow(unused_mut)]
        let mut $name: $crate::MmRef<$class> = $crate::__named_ref!(::core::stringify!($name));
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
