//! The static that registers an annotated function or structure.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::ext::IdentExt;

use super::hidden::hidden;
use crate::model::{Annotated, Structure};

/// What the rest of the body calls the site.
pub(super) fn name() -> Ident {
    hidden("__SITE")
}

/// At the span of the function's name, from which the runtime's macro takes file and line.
pub(super) fn declaration(annotated: &Annotated) -> TokenStream {
    let span = annotated.function.span();
    let (crate_path, site) = (annotated.crate_path.at(span), name());
    let mode = Ident::new(annotated.mode.site_word(), span);
    let references = annotated.references.iter().map(|reference| {
        let (label, class) = (reference.label(), reference.class_text());
        quote_spanned!(span=> (#label, #class))
    });
    quote_spanned!(span=> #crate_path::__private::site!(#site, #mode, [#(#references),*]);)
}

/// At the span of the structure's name.
pub(super) fn of_structure(structure: &Structure) -> TokenStream {
    let span = structure.item.ident.span();
    let (crate_path, site) = (structure.crate_path.at(span), name());
    let ident = structure.item.ident.unraw().to_string();
    let references = structure.reference_fields().into_iter().map(|slot| {
        let (label, class, conditions) =
            (slot.held.reference.label(), slot.held.reference.class_text(), slot.conditions());
        quote_spanned!(span=> #(#conditions)* (#label, #class))
    });
    quote_spanned!(span=> #crate_path::__private::site!(#site, holds #ident, [#(#references),*]);)
}

/// A call of one of the site's checks.
pub(super) fn check(method: &str, argument: &TokenStream) -> TokenStream {
    let (site, method) = (name(), hidden(method));
    quote_spanned!(Span::mixed_site()=> #site.#method(#argument);)
}
