//! A test whose body the runtime runs.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::hidden::hidden;
use crate::model::{Body, Test};

pub(crate) fn test(test: &Test, body: &Body) -> TokenStream {
    let (attributes, visibility) = (&test.function.attributes, &test.function.visibility);
    let mut signature = test.function.signature.clone();
    if test.rt.is_some() {
        signature.asyncness = None;
    }
    let inner = test.inner.iter();
    // At the end, so that attributes that are expanded before it see it.
    let own = (!test.is_run_by_another()).then(|| quote_spanned!(Span::mixed_site()=> #[::core::prelude::v1::test]));
    let (inner_attributes, run) = (&body.inner_attributes, run(test, body));
    quote! {
        #(#[#inner])* #(#attributes)* #own
        #visibility #signature {
            #(#inner_attributes)*
            #run
        }
    }
}

/// The call that runs the body. Its span is the test's name, and so is the place of a leaking test's panic.
fn run(test: &Test, body: &Body) -> TokenStream {
    let (krate, block) = (&test.crate_path, body.block());
    let span = Span::mixed_site().located_at(test.function.span());
    let name = test.function.signature.ident.unraw().to_string();
    let new = quote_spanned! {span=>
        #krate::__private::Test::new(::core::concat!(::core::module_path!(), "::", #name))
    };
    let untracked = test.is_untracked_too.then(|| quote_spanned!(span=> .untracked_too()));
    let run = if test.is_async() && test.rt.is_none() {
        let output = test.output().map(|output| quote_spanned!(span=> ::<#output>));
        quote_spanned!(span=> .run_async #output (async move #block).await)
    } else {
        let (body, output) = (called(test, block), test.output().map(|output| quote_spanned!(span=> -> #output)));
        quote_spanned!(span=> .run(move || #output #body))
    };
    let end = if test.must_panic() {
        quote_spanned!(span=> .end_with_panic())
    } else {
        let returned = hidden("returned");
        quote_spanned!(span=> .end(|#returned| #krate::__private::error!(#returned)))
    };
    quote!(#new #untracked #run #end)
}

/// The body as a block: as it is, or as a future that `rt` runs.
fn called(test: &Test, block: &syn::Block) -> TokenStream {
    let krate = &test.crate_path;
    match &test.rt {
        Some((_, rt)) => {
            quote_spanned!(Span::mixed_site()=> { #rt(#krate::InScope::in_current_scope(async move #block)) })
        }
        None => quote!(#block),
    }
}
