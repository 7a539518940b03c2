//! The static that registers an annotated function.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use crate::model::Annotated;
use crate::names;

/// What the rest of the body calls the site.
pub(super) fn name() -> Ident {
    names::hidden("__SITE")
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
    quote_spanned!(span=> #crate_path::private::site!(#site, #mode, [#(#references),*]);)
}

/// A call of one of the site's checks.
pub(super) fn check(method: &str, argument: &TokenStream) -> TokenStream {
    let (site, method) = (name(), names::hidden(method));
    quote_spanned!(Span::mixed_site()=> #site.#method(#argument);)
}
