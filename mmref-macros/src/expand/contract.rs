//! What is checked when a function is entered, and when it returns.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Lifetime;

use super::body::block;
use super::exits::Exits;
use super::hidden::hidden;
use super::watch::Watch;
use super::{output, site};
use crate::model::{Annotated, Body, Mode, Reference};

/// Registers the function only.
pub(super) fn none(annotated: &Annotated) -> TokenStream {
    site::declaration(annotated)
}

pub(super) fn on_entry(annotated: &Annotated) -> TokenStream {
    let site = site::declaration(annotated);
    let check = |Reference { name, .. }: &Reference| match annotated.mode {
        Mode::Acquires => TokenStream::new(),
        Mode::Requires => site::check("required", &name.to_token_stream()),
        Mode::Releases => site::check("released", &quote_spanned!(Span::mixed_site()=> &#name)),
    };
    let checks = annotated.references.iter().map(check);
    quote_spanned!(Span::mixed_site()=> #site #(#checks)*)
}

/// Every way out except `?` leads to the end, where the reference is compared with the return value. A guard covers
/// `?`. The end may be unreachable, which must not become a warning.
pub(super) fn at_return(annotated: &Annotated, body: &Body) -> TokenStream {
    let span = Span::mixed_site();
    let (label, question) = (Lifetime::new("'__body", span), hidden("__question"));
    let mut led = body.clone();
    let exits = led.rewrite(|block| {
        let exits = Exits::lead(block, &annotated.crate_path, label.clone(), question.clone());
        (exits.returns || exits.questions, exits)
    });
    let block = block(&led);
    let label = exits.returns.then(|| quote_spanned!(span=> #label:));
    let watch = if exits.questions { Watch::Guard(question) } else { Watch::Site };

    let crate_path = &annotated.crate_path;
    let (site, ty) = (site::declaration(annotated), output::local_type(&annotated.function));
    let prologue = watch.prologue(annotated);
    let shadows = annotated.references.iter().map(|reference| watch.shadow(reference));
    let checks = annotated.references.iter().map(|reference| watch.check(reference));
    let (out, success) = (hidden("__out"), hidden("__success"));
    quote_spanned! {span=>
        #site
        #prologue
        let #out: #ty = { #(#shadows)* #label #block };
        #[allow(unreachable_code)]
        let #success = #crate_path::__private::succeeded!(#out);
        #(#checks)*
        #out
    }
}
