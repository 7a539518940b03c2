//! The signature with its new parameters and its old meaning.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{FnArg, GenericParam, Lifetime, LifetimeParam, Pat, PatIdent, PatType, ReturnType, Signature, Token, Type};

use crate::model::{Annotated, Elision, Mode, Reference, each_lifetime};

pub(super) fn signature(annotated: &Annotated) -> Signature {
    let mut signature = annotated.function.signature.clone();
    write_out(annotated.elision(), &mut signature);
    signature.inputs.extend(annotated.references.iter().map(|reference| parameter(annotated, reference)));
    signature
}

fn write_out(elision: Elision, signature: &mut Signature) {
    match elision {
        Elision::Settled | Elision::Unclear(_) => {}
        Elision::Named(lifetime) => name_outputs(&lifetime, signature),
        Elision::Unnamed(lifetime) => {
            name_inputs(&lifetime, signature);
            name_outputs(&lifetime, signature);
            declare(lifetime, signature);
        }
    }
}

fn name_inputs(lifetime: &Lifetime, signature: &mut Signature) {
    for input in &mut signature.inputs {
        if let FnArg::Typed(parameter) = input {
            name_elided(lifetime, &mut parameter.ty);
        }
    }
}

/// Also used beside an error, for outputs that nobody can name.
pub(crate) fn name_outputs(lifetime: &Lifetime, signature: &mut Signature) {
    if let ReturnType::Type(_, ty) = &mut signature.output {
        name_elided(lifetime, ty);
    }
}

fn name_elided(lifetime: &Lifetime, ty: &mut Type) {
    each_lifetime(ty, |position| {
        if position.is_elided() {
            position.write(lifetime);
        }
    });
}

/// Lifetimes come before the other generic parameters.
fn declare(lifetime: Lifetime, signature: &mut Signature) {
    let position = signature.generics.lifetimes().count();
    signature.generics.params.insert(position, GenericParam::Lifetime(LifetimeParam::new(lifetime)));
}

fn parameter(annotated: &Annotated, reference: &Reference) -> FnArg {
    let pattern =
        PatIdent { attrs: Vec::new(), by_ref: None, mutability: None, ident: reference.name.clone(), subpat: None };
    FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(Pat::Ident(pattern)),
        colon_token: Token![:](Span::mixed_site()),
        ty: Box::new(Type::Verbatim(parameter_type(annotated, reference))),
    })
}

fn parameter_type(annotated: &Annotated, reference: &Reference) -> TokenStream {
    let (crate_path, class) = (&annotated.crate_path, &reference.class);
    let span = Span::mixed_site().located_at(class.span());
    let crate_path = crate_path.at(span);
    match annotated.mode {
        Mode::Acquires => quote_spanned!(span=> &mut #crate_path::MmRef<#class>),
        Mode::Requires => quote_spanned!(span=> &#crate_path::MmRef<#class>),
        Mode::Releases => quote_spanned!(span=> #crate_path::MmRef<#class>),
    }
}
