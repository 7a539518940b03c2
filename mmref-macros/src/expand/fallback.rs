//! What is emitted beside an error, so that one mistake is one error and the editor keeps working.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Lifetime;

use super::hidden::hidden;
use super::{Tracking, name_outputs};
use crate::model::{Annotated, Elision, Ending, Function, Reference, Structure};

/// The test as a function that nobody calls.
pub(crate) fn test(item: TokenStream) -> TokenStream {
    quote!(#[allow(unused)] #item)
}

/// The function as its callers expect it.
pub(crate) fn function(annotated: &Annotated) -> TokenStream {
    let relaxed = relaxed(annotated);
    let allow = needs_stub(annotated).then(|| quote_spanned!(Span::mixed_site()=> #[allow(unused)]));
    let function = super::function(&relaxed, Tracking::Off);
    quote!(#allow #function)
}

/// The structure as its users expect it, with its references, and with `Clone` if that was derived.
pub(crate) fn structure(structure: Structure) -> TokenStream {
    let clone = structure.copying_derives().iter().any(|name| name == "Clone").then(|| stub_of_clone(&structure));
    let relaxed = Structure { no_drop: true, ..structure.without_copying_derives() };
    let structure = super::structure(&relaxed, Tracking::Off);
    quote!(#structure #clone)
}

fn stub_of_clone(structure: &Structure) -> TokenStream {
    let (ident, (impl_generics, type_generics, where_clause)) =
        (&structure.item.ident, structure.item.generics.split_for_impl());
    quote_spanned! {Span::mixed_site()=>
        impl #impl_generics ::core::clone::Clone for #ident #type_generics #where_clause {
            fn clone(&self) -> Self {
                ::core::unimplemented!()
            }
        }
    }
}

fn relaxed(annotated: &Annotated) -> Annotated {
    let mut relaxed = annotated.clone();
    relaxed.references = if takes_none(&annotated.function) { Vec::new() } else { apart(annotated) };
    relaxed.function.signature.constness = None;
    if has_unclear_output(annotated) {
        let anything = Lifetime::new("'static", Span::mixed_site());
        name_outputs(&anything, &mut relaxed.function.signature);
    }
    if needs_stub(annotated) {
        relaxed.function.ending = stub(relaxed.function.ending);
    }
    relaxed
}

/// Functions that can have no parameters, or none of ours.
fn takes_none(function: &Function) -> bool {
    let without = |name| function.attribute(name).is_some();
    function.is_main() || function.is_foreign() || without("test") || without("naked")
}

/// The references. Those whose names are taken get hidden names.
fn apart(annotated: &Annotated) -> Vec<Reference> {
    let rename = |(index, reference): (usize, &Reference)| {
        if annotated.is_name_taken(index) {
            reference.renamed(hidden(&format!("__reference_{index}")))
        } else {
            reference.clone()
        }
    };
    annotated.references.iter().enumerate().map(rename).collect()
}

/// Whether the body would not fit: the output is `'static` now, or a name has an unintended meaning.
fn needs_stub(annotated: &Annotated) -> bool {
    let taken = (0..annotated.references.len()).any(|index| annotated.is_name_taken(index));
    taken || has_unclear_output(annotated)
}

fn has_unclear_output(annotated: &Annotated) -> bool {
    matches!(annotated.elision(), Elision::Unclear(_))
}

fn stub(ending: Ending) -> Ending {
    let Ending::Body(mut body) = ending else { return ending };
    let statement = quote_spanned!(Span::mixed_site()=> ::core::unimplemented!());
    body.rewrite(|block| {
        block.stmts = vec![syn::Stmt::Expr(syn::Expr::Verbatim(statement), None)];
        (true, ())
    });
    body.inner_attributes.clear();
    Ending::Body(body)
}
