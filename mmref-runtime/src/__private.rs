//! What generated code calls. Not public API: it changes without notice.

use crate::class::RefClass;
#[cfg(feature = "track")]
pub use crate::contract::{Contract, Guard, Question};
#[cfg(feature = "track")]
pub use crate::object::ObjectType;
use crate::outcome::Outcome;
#[cfg(feature = "track")]
pub use crate::owner::NamedSlot;
use crate::reference::MmRef;
pub use crate::scope::Test;
#[cfg(feature = "track")]
pub use crate::site::{Entry, SiteKind};
pub use crate::structure::{Field, HeldField, Typed, held_field};
#[cfg(feature = "track")]
pub use crate::structure::{NoSlot, Renamed};
#[cfg(feature = "track")]
pub use inventory;

/// What a function returned. Two traits have the same method: the first applies where the type has an `Outcome`, and
/// takes precedence because it needs one reference less (autoref specialisation).
#[derive(Debug)]
pub struct Returned<'a, T>(pub &'a T);

pub trait Known {
    fn succeeded(&self) -> bool;
}

impl<T: Outcome> Known for Returned<'_, T> {
    #[inline]
    fn succeeded(&self) -> bool {
        self.0.is_success()
    }
}

pub trait Always {
    fn succeeded(&self) -> bool;
}

impl<T> Always for &Returned<'_, T> {
    #[inline]
    fn succeeded(&self) -> bool {
        true
    }
}

/// Whether the function that returned this value succeeded.
#[doc(hidden)]
#[macro_export]
macro_rules! __succeeded {
    ($value:expr) => {{
        use $crate::__private::{Always as _, Known as _};
        (&$crate::__private::Returned(&$value)).succeeded()
    }};
}
pub use crate::__succeeded as succeeded;

pub trait Fails {
    fn error(&self) -> Option<String>;
}

impl<T, E: core::fmt::Debug> Fails for Returned<'_, Result<T, E>> {
    fn error(&self) -> Option<String> {
        self.0.as_ref().err().map(|error| format!("{error:?}"))
    }
}

pub trait Passes {
    fn error(&self) -> Option<String>;
}

impl<T> Passes for &Returned<'_, T> {
    fn error(&self) -> Option<String> {
        None
    }
}

/// The error text of a test that returned this value, if it failed.
#[doc(hidden)]
#[macro_export]
macro_rules! __error {
    ($returned:expr) => {{
        use $crate::__private::{Fails as _, Passes as _};
        (&$crate::__private::Returned($returned)).error()
    }};
}
pub use crate::__error as error;

/// Returns the operand of a `?` unchanged, and records whether the `?` leaves the function.
#[doc(hidden)]
#[macro_export]
macro_rules! __question {
    ($question:expr, $value:expr) => {
        match $value {
            value => {
                $question.asked($crate::__private::succeeded!(value));
                value
            }
        }
    };
}
pub use crate::__question as question;

/// An idle reference in a slot that knows its name: a static for the slot that a macro makes here.
#[doc(hidden)]
#[cfg(feature = "track")]
#[macro_export]
macro_rules! __named_ref {
    ($name:expr) => {
        $crate::MmRef::named({
            fn here() -> &'static ::core::primitive::str {
                ::core::any::type_name_of_val(&here)
            }
            static SLOT: $crate::__private::NamedSlot =
                $crate::__private::NamedSlot::new($name, here, ::core::panic::Location::caller());
            &SLOT
        })
    };
}

/// An idle reference: with tracking off a slot has no name.
#[doc(hidden)]
#[cfg(not(feature = "track"))]
#[macro_export]
macro_rules! __named_ref {
    ($name:expr) => {
        $crate::MmRef::new()
    };
}

/// The type and the field of a path.
#[doc(hidden)]
#[macro_export]
macro_rules! __path_to_field {
    ([$($structure:tt)+] $field:ident) => {
        $crate::__field!([$($structure)+] $field)
    };
    ([$($structure:tt)+] $next:ident :: $($rest:tt)+) => {
        $crate::__path_to_field!([$($structure)+ :: $next] $($rest)+)
    };
}

/// An idle slot for a field of a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __field {
    ([$($structure:tt)+] $field:ident) => {
        const {
            &{
                #[allow(elided_lifetimes_in_paths)]
                let at: fn(&_) -> &_ = |structure: &$($structure)+| &structure.$field;
                $crate::__private::Field::of(::core::stringify!($field), at)
            }
        }
        .idle()
    };
}

/// The path of the function that encloses the item `path`, two levels up.
#[cfg(feature = "track")]
pub fn enclosing(path: &'static str) -> &'static str {
    crate::owner::parent(crate::owner::parent(path))
}

/// The static of an annotated function or structure, and its entry in the registry.
#[doc(hidden)]
#[cfg(feature = "track")]
#[macro_export]
macro_rules! __site {
    ($site:ident, acquires, $references:expr) => {
        $crate::__site!($site = Acquires, $references);
    };
    ($site:ident, requires, $references:expr) => {
        $crate::__site!($site = Requires, $references);
    };
    ($site:ident, releases, $references:expr) => {
        $crate::__site!($site = Releases, $references);
    };
    ($site:ident, holds $structure:expr, $references:expr) => {
        $crate::__site!($site = Holds, $references, ::core::concat!(::core::module_path!(), "::", $structure));
    };
    ($site:ident = $kind:ident, $references:expr) => {
        $crate::__site!($site = $kind, $references, $crate::__private::enclosing(::core::any::type_name_of_val(&name)));
    };
    ($site:ident = $kind:ident, $references:expr, $name:expr) => {
        static $site: $crate::__private::Contract = {
            fn name() -> &'static ::core::primitive::str {
                $name
            }
            $crate::__private::Contract::new($crate::__private::SiteKind::$kind, name, &$references)
        };
        $crate::__private::inventory::submit! { $crate::__private::Entry($site.site()) }
    };
}
#[cfg(feature = "track")]
pub use crate::__site as site;

/// Registers the type that carries a count of a class.
#[doc(hidden)]
#[cfg(feature = "track")]
#[macro_export]
macro_rules! __object_type {
    ($name:expr, $class:ty) => {
        $crate::__private::inventory::submit! { $crate::__private::ObjectType::of::<$class>($name) }
    };
}
#[cfg(feature = "track")]
pub use crate::__object_type as object_type;

/// A field that must not be a reference. Its inherent method takes precedence over the trait's.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(pub *const T);

/// Applies to every type but `MmRef`.
#[derive(Debug)]
pub struct NoReference;

impl<C: RefClass> Probe<MmRef<C>> {
    /// A value of the field's type.
    pub fn kind(&self) -> MmRef<C> {
        MmRef::new()
    }
}

pub trait OfAnything {
    fn kind(&self) -> NoReference;
}

impl<T: ?Sized> OfAnything for &Probe<T> {
    fn kind(&self) -> NoReference {
        NoReference
    }
}
