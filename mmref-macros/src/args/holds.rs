//! `#[holds_ref(no_drop, crate = path)]`, and `#[counted(name: Class, shared)]` on fields.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Field, Fields, Item, ItemStruct, Path, Token};

use super::list::{each_argument, read_crate};
use super::once::Once;
use super::reference::{Wording, reference};
use crate::diag::{self, Diagnostics};
use crate::model::{HeldReference, Reference, Structure};

#[derive(Default)]
pub(crate) struct HoldsArgs {
    pub(crate) crate_path: Option<Path>,
    pub(crate) no_drop: bool,
}

impl HoldsArgs {
    pub(crate) fn read(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Self {
        let (mut crate_path, mut no_drop) = (Once::default(), Once::default());
        each_argument(tokens, diagnostics, |input| {
            if let Some(read) = read_crate(input, &mut crate_path) {
                return read;
            }
            let key = input.call(Ident::parse_any).map_err(|error| diag::expected_holds_option(error.span()))?;
            if key != "no_drop" {
                return Err(diag::unknown_option(&key, diag::HOLDS_OPTIONS));
            }
            no_drop.set("no_drop", key.span(), ())
        });
        Self { crate_path: crate_path.into_option(), no_drop: no_drop.into_option().is_some() }
    }
}

/// The structure, without `#[counted]`.
pub(crate) fn read_structure(mut item: ItemStruct, arguments: HoldsArgs, diagnostics: &mut Diagnostics) -> Structure {
    item.attrs.iter().filter(|attribute| is_counted(attribute)).for_each(|attribute| {
        diagnostics.report(diag::counted_on_struct(attribute.path().span()));
    });
    let HoldsArgs { crate_path, no_drop } = arguments;
    let mut held = Vec::new();
    for (counted, field) in item.fields.iter().enumerate() {
        for attribute in field.attrs.iter().filter(|attribute| is_counted(attribute)) {
            held.extend(read_counted(counted, attribute, diagnostics));
        }
    }
    take_counted(&mut item.attrs, &mut item.fields);
    Structure { crate_path: crate_path.into(), no_drop, item, held }
}

/// An item that cannot hold references, without the attributes that rustc does not know.
pub(crate) fn without_counted(mut item: Item) -> Item {
    match &mut item {
        Item::Struct(item) => take_counted(&mut item.attrs, &mut item.fields),
        Item::Union(item) => item.fields.named.iter_mut().for_each(take_counted_of_field),
        Item::Enum(item) => {
            item.variants.iter_mut().for_each(|variant| take_counted(&mut variant.attrs, &mut variant.fields));
        }
        _ => {}
    }
    item
}

fn take_counted(attributes: &mut Vec<Attribute>, fields: &mut Fields) {
    attributes.retain(|attribute| !is_counted(attribute));
    fields.iter_mut().for_each(take_counted_of_field);
}

fn take_counted_of_field(field: &mut Field) {
    field.attrs.retain(|attribute| !is_counted(attribute));
}

fn is_counted(attribute: &Attribute) -> bool {
    attribute.path().is_ident("counted")
}

const WORDING: Wording =
    Wording { attribute: "counted", becomes: "field", known: "a class, `name: Class` or `shared`" };

fn read_counted(counted: usize, attribute: &Attribute, diagnostics: &mut Diagnostics) -> Option<HeldReference> {
    let list = attribute.meta.require_list();
    let list = diagnostics.check(list.map_err(|_| diag::no_class(attribute.path().span(), WORDING.attribute)))?;
    let errors_before = diagnostics.count();
    let (mut found, mut shared) = (None, Once::default());
    each_argument(list.tokens.clone(), diagnostics, |input| {
        if is_shared(input) {
            return shared.set("shared", input.parse::<Ident>()?.span(), ());
        }
        let next = reference(WORDING, input)?;
        only_one(&mut found, next)
    });
    if found.is_none() && diagnostics.count() == errors_before {
        diagnostics.report(diag::no_class(attribute.path().span(), WORDING.attribute));
    }
    Some(HeldReference { counted, reference: found?, shared: shared.into_option().is_some() })
}

fn only_one(found: &mut Option<Reference>, next: Reference) -> syn::Result<()> {
    if found.is_some() {
        return Err(diag::second_class(next.written()));
    }
    *found = Some(next);
    Ok(())
}

/// Only the bare word: `shared::Users` is a class.
fn is_shared(input: ParseStream<'_>) -> bool {
    let word = input.fork();
    word.parse::<Ident>().is_ok_and(|ident| ident == "shared") && (word.is_empty() || word.peek(Token![,]))
}
