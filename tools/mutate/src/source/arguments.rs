//! The arguments of the attributes that add references. `tests/arguments.txt` keeps this grammar equal to that of
//! mmref's attributes. Anything unknown is an error: an overlooked reference would have no mutants.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, Ident, Token, Type};

use super::names;
use super::types::type_text;

/// The name and the class of a reference.
pub(crate) type Named = (String, String);

/// The references among the arguments of an attribute.
pub(crate) fn references(attribute: &Attribute) -> syn::Result<Vec<Named>> {
    let list = attribute.meta.require_list()?;
    let references = attribute.parse_args_with(read)?;
    if references.is_empty() {
        return Err(Error::new(list.span(), "no reference among the arguments"));
    }
    Ok(references)
}

/// Parses arguments to the end.
pub(crate) fn read(input: ParseStream<'_>) -> syn::Result<Vec<Named>> {
    let mut references = Vec::new();
    while !input.is_empty() {
        references.extend(argument(input)?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(references)
}

/// A reference, or an option: `key = value`, known or not, adds no reference. `shared` of `#[counted]` is an option
/// without a value.
fn argument(input: ParseStream<'_>) -> syn::Result<Option<Named>> {
    if input.peek(Ident::peek_any) && input.peek2(Token![=]) {
        input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        input.parse::<Expr>()?;
        return Ok(None);
    }
    if input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::]) {
        let name = input.parse::<Ident>()?.to_string();
        input.parse::<Token![:]>()?;
        return Ok(Some((name, class(input)?)));
    }
    Ok(Some((names::UNNAMED_REFERENCE.to_owned(), class(input)?)))
}

fn class(input: ParseStream<'_>) -> syn::Result<String> {
    let ty: Type = input.parse()?;
    if can_be_class(&ty) { Ok(type_text(&ty)) } else { Err(Error::new(ty.span(), "expected a class")) }
}

fn can_be_class(ty: &Type) -> bool {
    matches!(ty, Type::Path(_) | Type::Macro(_))
}
