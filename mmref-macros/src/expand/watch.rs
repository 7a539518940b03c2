//! What checks the references of an acquiring function when it ends.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use super::hidden::{guard_of, hidden};
use super::site;
use crate::model::{Annotated, Reference};

pub(super) enum Watch {
    /// The site, if every way out leads to the end.
    Site,
    /// A guard for each reference, with the flag that a failing `?` sets.
    Guard(Ident),
}

impl Watch {
    pub(super) fn prologue(&self, annotated: &Annotated) -> TokenStream {
        let Self::Guard(question) = self else { return TokenStream::new() };
        let (crate_path, site) = (&annotated.crate_path, site::name());
        let guards = annotated.references.iter().map(|Reference { name, .. }| {
            let guard = guard_of(name);
            quote_spanned!(Span::mixed_site()=> let mut #guard = #site.guard(#name, &#question);)
        });
        quote_spanned! {Span::mixed_site()=>
            let #question = #crate_path::__private::Question::new();
            #(#guards)*
        }
    }

    /// A second `&mut` under the same name, which the user's body may move.
    pub(super) fn shadow(&self, Reference { name, .. }: &Reference) -> TokenStream {
        let guard = guard_of(name);
        match self {
            Self::Site => quote_spanned!(Span::mixed_site()=> let #name = &mut *#name;),
            Self::Guard(_) => quote_spanned!(Span::mixed_site()=> let #name = #guard.reference();),
        }
    }

    pub(super) fn check(&self, Reference { name, .. }: &Reference) -> TokenStream {
        let (guard, site, success) = (guard_of(name), site::name(), hidden("__success"));
        match self {
            Self::Site => quote_spanned!(Span::mixed_site()=> #site.acquired(#name, #success);),
            Self::Guard(_) => quote_spanned!(Span::mixed_site()=> #guard.acquired(#success);),
        }
    }
}
