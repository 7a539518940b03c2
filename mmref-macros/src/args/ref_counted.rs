//! `#[derive(RefCounted)] #[ref_counted(crate = path)]`, and `#[ref_count]` on fields.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Index, Member, Meta, Path};

use super::list::{each_argument, read_crate};
use super::once::Once;
use crate::diag::{self, Diagnostics};
use crate::model::{Count, Counted, Shape};

pub(crate) fn read_counted(input: DeriveInput, diagnostics: &mut Diagnostics) -> Counted {
    let crate_path = crate_path(&input.attrs, diagnostics);
    let shape = match &input.data {
        Data::Struct(data) => Shape::Struct(counts(&data.fields, diagnostics)),
        Data::Enum(_) => Shape::Other("an enum"),
        Data::Union(_) => Shape::Other("a union"),
    };
    Counted { crate_path: crate_path.into(), ident: input.ident, generics: input.generics, shape }
}

fn crate_path(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> Option<Path> {
    let mut path = Once::default();
    for attribute in attributes {
        if attribute.path().is_ident("ref_count") {
            diagnostics.report(diag::count_on_type(attribute.path().span()));
        } else if attribute.path().is_ident("ref_counted") {
            let tokens = diagnostics.check(arguments_of(attribute)).unwrap_or_default();
            each_argument(tokens, diagnostics, |input| option(input, &mut path));
        }
    }
    path.into_option()
}

fn arguments_of(attribute: &Attribute) -> syn::Result<TokenStream> {
    let example = "#[ref_counted(crate = path)]";
    let list = attribute.meta.require_list().map_err(|_| diag::no_list(attribute.path().span(), example))?;
    Ok(list.tokens.clone())
}

fn option(input: ParseStream<'_>, path: &mut Once<Path>) -> syn::Result<()> {
    if let Some(read) = read_crate(input, path) {
        return read;
    }
    let key = input.call(Ident::parse_any).map_err(|error| diag::bad_crate_path(error.span()))?;
    Err(diag::unknown_option(&key, "`crate = path`"))
}

fn counts(fields: &Fields, diagnostics: &mut Diagnostics) -> Vec<Count> {
    let counted = fields.iter().enumerate().filter(|(_, field)| is_counted(field, diagnostics));
    counted.map(|(index, field)| Count::new(member(index, field), &field.ty)).collect()
}

fn is_counted(field: &Field, diagnostics: &mut Diagnostics) -> bool {
    let mut mark = Once::default();
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("ref_count")) {
        if !matches!(attribute.meta, Meta::Path(_)) {
            diagnostics.report(diag::count_with_arguments(attribute.path().span()));
        }
        diagnostics.check(mark.set("#[ref_count]", attribute.path().span(), ()));
    }
    mark.into_option().is_some()
}

fn member(index: usize, field: &Field) -> Member {
    field.ident.clone().map_or_else(|| Member::Unnamed(Index::from(index)), Member::Named)
}
