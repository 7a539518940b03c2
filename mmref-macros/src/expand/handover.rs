//! An attribute that passes itself on to the one after it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;
use syn::parse::{ParseStream, Parser};

use crate::args;
use crate::model::CratePath;

/// `#[mmref::test]`, if a checking attribute comes after it: the path checker has to see the body before
/// anything is put around it.
pub(crate) fn test_after_checking(
    krate: &CratePath,
    arguments: &TokenStream,
    item: &TokenStream,
) -> Option<TokenStream> {
    let (attributes, rest) = split.parse2(item.clone()).ok()?;
    let (checking, others): (Vec<_>, Vec<_>) = attributes.into_iter().partition(args::is_checking);
    (!checking.is_empty()).then(|| quote!(#(#checking)* #[#krate::test(#arguments)] #(#others)* #rest))
}

/// `#[mmref::waive]`, if the attribute that checks the function comes after it.
pub(crate) fn waive_after_checking(
    krate: &CratePath,
    arguments: &TokenStream,
    item: &TokenStream,
) -> Option<TokenStream> {
    let (attributes, rest) = split.parse2(item.clone()).ok()?;
    let is_checked = attributes.iter().any(args::checks);
    is_checked.then(|| quote!(#(#attributes)* #[#krate::waive(#arguments)] #rest))
}

/// Attributes, and what they stand on.
fn split(input: ParseStream<'_>) -> syn::Result<(Vec<Attribute>, TokenStream)> {
    Ok((input.call(Attribute::parse_outer)?, input.parse()?))
}
