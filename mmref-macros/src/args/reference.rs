//! `#[acquires_ref(MmUsers, count: MmCount, crate = path)]` and its two siblings.

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Lit, Path, Token, Type};

use super::list::{each_argument, read_crate};
use super::once::Once;
use crate::diag::{self, Diagnostics};
use crate::model::{Mode, Reference};

/// The mark in an attribute's arguments if another one has checked the function's paths. Users never write it.
pub(crate) const CHECKED: &str = "__checked";

pub(crate) struct ReferenceArgs {
    pub(crate) references: Vec<Reference>,
    pub(crate) crate_path: Option<Path>,
    pub(crate) is_checked: bool,
}

impl ReferenceArgs {
    pub(crate) fn read(mode: Mode, tokens: TokenStream, diagnostics: &mut Diagnostics) -> Self {
        let errors_before = diagnostics.count();
        let mut references = Vec::new();
        let mut crate_path = Once::default();
        let mut is_checked = false;
        each_argument(tokens, diagnostics, |input| {
            if let Some(read) = read_checked(input, &mut is_checked) {
                return read;
            }
            if let Some(read) = read_crate(input, &mut crate_path) {
                return read;
            }
            references.push(reference(Wording::of(mode), input)?);
            Ok(())
        });
        if references.is_empty() && diagnostics.count() == errors_before {
            diagnostics.report(diag::no_class(Span::call_site(), mode.attribute()));
        }
        Self { references, crate_path: crate_path.into_option(), is_checked }
    }
}

/// Reads the mark, if that comes next.
pub(super) fn read_checked(input: ParseStream<'_>, is_checked: &mut bool) -> Option<syn::Result<()>> {
    let is_mark = input.fork().parse::<Ident>().is_ok_and(|ident| ident == CHECKED);
    *is_checked |= is_mark;
    is_mark.then(|| input.parse::<Ident>().map(|_| ()))
}

/// The words for messages about a reference.
#[derive(Clone, Copy)]
pub(super) struct Wording {
    pub(super) attribute: &'static str,
    /// What becomes of the reference.
    pub(super) becomes: &'static str,
    /// What may be written.
    pub(super) known: &'static str,
}

impl Wording {
    fn of(mode: Mode) -> Self {
        Self { attribute: mode.attribute(), becomes: "parameter", known: "a class, `name: Class` or `crate = path`" }
    }
}

pub(super) fn reference(wording: Wording, input: ParseStream<'_>) -> syn::Result<Reference> {
    if input.peek(Ident::peek_any) && input.peek2(Token![=]) {
        let key = input.call(Ident::parse_any)?;
        return Err(diag::unknown_option(&key, wording.known));
    }
    if is_named(input) {
        let name = name(wording, input)?;
        input.parse::<Token![:]>()?;
        return Ok(Reference::named(name, class(wording, input)?));
    }
    class(wording, input).map(Reference::unnamed)
}

fn is_named(input: ParseStream<'_>) -> bool {
    let name_first = input.peek(Ident::peek_any) || input.peek(Token![_]);
    name_first && input.peek2(Token![:]) && !input.peek2(Token![::])
}

fn name(wording: Wording, input: ParseStream<'_>) -> syn::Result<Ident> {
    input.parse().map_err(|error| diag::bad_name(error.span(), wording.becomes))
}

fn class(wording: Wording, input: ParseStream<'_>) -> syn::Result<Type> {
    let no_type = |span| diag::no_type(span, wording.attribute);
    if input.peek(Lit) {
        return Err(no_type(input.span()));
    }
    let ty: Type = input.parse().map_err(|error| no_type(error.span()))?;
    if can_be_class(&ty) { Ok(ty) } else { Err(no_type(ty.span())) }
}

fn can_be_class(ty: &Type) -> bool {
    match ty {
        Type::Path(_) | Type::Macro(_) => true,
        Type::Group(group) => can_be_class(&group.elem),
        _ => false,
    }
}
