//! A test as written.

use syn::spanned::Spanned;
use syn::{Attribute, Ident, Meta, Path, ReturnType, Type};

use super::body::Body;
use super::crate_path::CratePath;
use super::function::Function;
use crate::syntax::path;

/// Attributes that make one or more tests of a function: the last segments of their paths.
const TEST_ATTRIBUTES: [&str; 10] = [
    "test",
    "rstest",
    "apply",
    "test_case",
    "test_matrix",
    "gtest",
    "property_test",
    "proptest",
    "quickcheck",
    "wasm_bindgen_test",
];

pub(crate) struct Test {
    pub(crate) crate_path: CratePath,
    pub(crate) function: Function,
    pub(crate) rt: Option<(Ident, Path)>,
    pub(crate) inner: Option<Meta>,
    pub(crate) is_untracked_too: bool,
}

impl Test {
    pub(crate) fn body(&self) -> Option<&Body> {
        self.function.body()
    }

    pub(crate) fn is_async(&self) -> bool {
        self.function.signature.asyncness.is_some()
    }

    /// Whether another attribute makes the function a test.
    pub(crate) fn is_run_by_another(&self) -> bool {
        self.inner.is_some() || self.function.attributes.iter().any(makes_a_test)
    }

    /// Whether the test should panic. rustc demands that such a test returns `()`.
    pub(crate) fn must_panic(&self) -> bool {
        self.function.attribute("should_panic").is_some() && self.returns_nothing()
    }

    /// The return type, if it can be written a second time.
    pub(crate) fn output(&self) -> Option<Type> {
        match &self.function.signature.output {
            ReturnType::Default => Some(syn::parse_quote!(())),
            ReturnType::Type(_, ty) if matches!(**ty, Type::ImplTrait(_)) => None,
            ReturnType::Type(_, ty) => Some(Type::clone(ty)),
        }
    }

    fn returns_nothing(&self) -> bool {
        match &self.function.signature.output {
            ReturnType::Default => true,
            ReturnType::Type(_, ty) => matches!(&**ty, Type::Tuple(tuple) if tuple.elems.is_empty()),
        }
    }

    pub(crate) fn receiver(&self) -> Option<proc_macro2::Span> {
        self.function.signature.receiver().map(Spanned::span)
    }
}

fn makes_a_test(attribute: &Attribute) -> bool {
    path::ends_in(attribute.path(), &TEST_ATTRIBUTES)
}
