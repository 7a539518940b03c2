//! `#[derive(RefClass)] #[ref_class(name = "…", crate = path)]`.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, LitStr, Token};

use super::list::{each_argument, read_crate};
use super::once::Once;
use crate::diag::{self, Diagnostics};
use crate::model::Class;

#[derive(Default)]
struct Options {
    name: Once<LitStr>,
    crate_path: Once<syn::Path>,
}

pub(crate) fn read_class(input: DeriveInput, diagnostics: &mut Diagnostics) -> Class {
    let mut options = Options::default();
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("ref_class")) {
        let tokens = diagnostics.check(arguments_of(attribute)).unwrap_or_default();
        each_argument(tokens, diagnostics, |input| option(input, &mut options));
    }
    Class {
        crate_path: options.crate_path.into_option().into(),
        ident: input.ident,
        generics: input.generics,
        written_name: options.name.into_option(),
        union: union_token(&input.data),
    }
}

fn arguments_of(attribute: &Attribute) -> syn::Result<TokenStream> {
    let list = attribute
        .meta
        .require_list()
        .map_err(|_| diag::no_list(attribute.path().span(), "#[ref_class(name = \"…\")]"))?;
    Ok(list.tokens.clone())
}

fn option(input: ParseStream<'_>, options: &mut Options) -> syn::Result<()> {
    if let Some(read) = read_crate(input, &mut options.crate_path) {
        return read;
    }
    let key = input.call(Ident::parse_any).map_err(|error| diag::expected_class_option(error.span()))?;
    if key != "name" {
        return Err(diag::unknown_option(&key, "`name = \"…\"` or `crate = path`"));
    }
    let name = name(input).map_err(|error| diag::bad_class_name(error.span()))?;
    options.name.set("name", key.span(), name)
}

fn name(input: ParseStream<'_>) -> syn::Result<LitStr> {
    input.parse::<Token![=]>()?;
    input.parse()
}

fn union_token(data: &Data) -> Option<Token![union]> {
    match data {
        Data::Union(data) => Some(data.union_token),
        _ => None,
    }
}
