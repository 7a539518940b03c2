//! A comma-separated list, read to its end even after an error.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Path, Token};

use super::once::Once;
use crate::diag::{self, Diagnostics};

/// Calls `argument` for one argument after the other. After an error, reading continues behind the next comma.
pub(super) fn each_argument(
    tokens: TokenStream,
    diagnostics: &mut Diagnostics,
    mut argument: impl FnMut(ParseStream<'_>) -> syn::Result<()>,
) {
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            diagnostics.check(argument(input).and_then(|()| end_of_argument(input)));
            skip_to_comma(input)?;
        }
        Ok(())
    };
    let outcome = Parser::parse2(read, tokens);
    diagnostics.check(outcome);
}

fn end_of_argument(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) { Ok(()) } else { Err(diag::expected_comma(input.span())) }
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() {
        if input.parse::<Option<Token![,]>>()?.is_some() {
            break;
        }
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// Reads `crate = path`, if that comes next.
pub(super) fn read_crate(input: ParseStream<'_>, into: &mut Once<Path>) -> Option<syn::Result<()>> {
    is_crate_option(input).then(|| {
        let key: Token![crate] = input.parse()?;
        input.parse::<Token![=]>()?;
        let path = Path::parse_mod_style(input).map_err(|error| diag::bad_crate_path(error.span()))?;
        into.set("crate", key.span, path)
    })
}

/// Not a class such as `crate::MmUsers`.
fn is_crate_option(input: ParseStream<'_>) -> bool {
    input.peek(Token![crate]) && input.peek2(Token![=])
}
