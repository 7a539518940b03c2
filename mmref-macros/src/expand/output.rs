//! The type of the value that a function returns.

use proc_macro2::Span;
use quote::quote_spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{ReturnType, Token, Type, TypeInfer};

use crate::model::Function;

/// The output type as written, as far as a local can have it.
pub(super) fn local_type(function: &Function) -> Type {
    match &function.signature.output {
        ReturnType::Default => Type::Verbatim(quote_spanned!(Span::mixed_site()=> ())),
        ReturnType::Type(_, ty) => {
            let mut ty = Type::clone(ty);
            InferOpaque.visit_type_mut(&mut ty);
            ty
        }
    }
}

/// Replaces each `impl Trait` by `_`.
struct InferOpaque;

impl VisitMut for InferOpaque {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        match ty {
            Type::ImplTrait(_) => {
                let underscore_token = Token![_](Span::mixed_site());
                *ty = Type::Infer(TypeInfer { attrs: Vec::new(), underscore_token });
            }
            ty => visit_mut::visit_type_mut(self, ty),
        }
    }
}
