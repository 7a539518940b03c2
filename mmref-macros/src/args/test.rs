//! `#[mmref::test(rt = path, inner = attribute, untracked = "allow", crate = path)]`.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Meta, Path, Token};

use super::list::{each_argument, read_crate};
use super::once::Once;
use crate::diag::{self, Diagnostics};

pub(crate) struct TestArgs {
    pub(crate) crate_path: Option<Path>,
    /// What runs the future of an async test, and the option's name.
    pub(crate) rt: Option<(Ident, Path)>,
    /// The attribute to write in place of `#[test]`.
    pub(crate) inner: Option<Meta>,
    pub(crate) is_untracked_too: bool,
}

impl TestArgs {
    pub(crate) fn read(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Self {
        let (mut crate_path, mut rt) = (Once::default(), Once::default());
        let (mut inner, mut untracked) = (Once::default(), Once::default());
        each_argument(tokens, diagnostics, |input| {
            if let Some(read) = read_crate(input, &mut crate_path) {
                return read;
            }
            let key = input.call(Ident::parse_any).map_err(|error| diag::expected_test_option(error.span()))?;
            match &*key.to_string() {
                "rt" => rt.set("rt", key.span(), (key.clone(), value(input, diag::bad_rt)?)),
                "inner" => inner.set("inner", key.span(), value(input, diag::bad_inner)?),
                "untracked" => untracked.set("untracked", key.span(), allow(input)?),
                _ => Err(diag::unknown_option(&key, diag::TEST_OPTIONS)),
            }
        });
        Self {
            crate_path: crate_path.into_option(),
            rt: rt.into_option(),
            inner: inner.into_option(),
            is_untracked_too: untracked.into_option().is_some(),
        }
    }
}

/// `= value`
fn value<T: Parse>(input: ParseStream<'_>, otherwise: fn(Span) -> syn::Error) -> syn::Result<T> {
    let read = input.parse::<Token![=]>().and_then(|_| input.parse());
    read.map_err(|error| otherwise(error.span()))
}

fn allow(input: ParseStream<'_>) -> syn::Result<()> {
    let value: LitStr = value(input, diag::bad_untracked)?;
    if value.value() == "allow" { Ok(()) } else { Err(diag::bad_untracked(value.span())) }
}
