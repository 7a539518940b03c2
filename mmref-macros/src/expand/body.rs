//! The body, with what its mode and tracking add around it.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::{Tracking, contract};
use crate::model::{Annotated, Body, Mode, Reference};

/// If anything comes before it, the user's block stays a block, so that items remain at its beginning.
pub(super) fn body(annotated: &Annotated, body: &Body, tracking: Tracking) -> TokenStream {
    let inside = match (tracking, annotated.mode) {
        (Tracking::On, Mode::Acquires) if annotated.may_succeed() => contract::at_return(annotated, body),
        (Tracking::On, Mode::Acquires) => preceded(&[contract::none(annotated), uses(annotated)], body),
        (Tracking::On, Mode::Requires | Mode::Releases) => preceded(&[contract::on_entry(annotated)], body),
        (Tracking::Off, _) => preceded(&[uses(annotated)], body),
    };
    braced(body, &inside)
}

fn preceded(statements: &[TokenStream], body: &Body) -> TokenStream {
    if statements.iter().all(TokenStream::is_empty) {
        return body.statements();
    }
    let block = block(body);
    quote_spanned!(Span::mixed_site()=> #(#statements)* #block)
}

/// The user's statements in the user's braces.
pub(super) fn block(body: &Body) -> TokenStream {
    let mut tokens = TokenStream::new();
    body.brace().surround(&mut tokens, |tokens| tokens.extend(body.statements()));
    tokens
}

/// Stops rustc from warning of an unused parameter that the user did not write.
fn uses(annotated: &Annotated) -> TokenStream {
    annotated.unmentioned().map(|Reference { name, .. }| quote_spanned!(Span::mixed_site()=> let _ = &#name;)).collect()
}

fn braced(body: &Body, inside: &TokenStream) -> TokenStream {
    let mut tokens = TokenStream::new();
    let inner_attributes = &body.inner_attributes;
    body.brace().surround(&mut tokens, |tokens| {
        tokens.extend(quote_spanned!(Span::mixed_site()=> #(#inner_attributes)* #inside));
    });
    tokens
}
