//! Which attributes are ours.

use proc_macro2::{Ident, Span};
use quote::quote;
use syn::Attribute;

use super::{CHECKED, waive};
use crate::model::Mode;
use crate::syntax::path;

/// The mode of `#[acquires_ref]`, `#[requires_ref]` or `#[releases_ref]`.
pub(crate) fn mode_of(attribute: &Attribute) -> Option<Mode> {
    [Mode::Acquires, Mode::Requires, Mode::Releases]
        .into_iter()
        .find(|mode| path::ends_in(attribute.path(), &[mode.attribute()]))
}

fn is_balances(attribute: &Attribute) -> bool {
    path::ends_in(attribute.path(), &["balances_refs"])
}

/// Whether the attribute adds no parameter, but concerns the path checker.
pub(crate) fn is_checking(attribute: &Attribute) -> bool {
    is_balances(attribute) || waive::is_waive(attribute)
}

/// Whether the attribute makes the path checker check its function.
pub(crate) fn checks(attribute: &Attribute) -> bool {
    mode_of(attribute).is_some() || is_balances(attribute)
}

/// Marks an attribute that is expanded later: the function has been checked. Returns whether it asks for a check.
pub(crate) fn mark_checked(attribute: &mut Attribute) -> bool {
    if !checks(attribute) {
        return false;
    }
    let checked = Ident::new(CHECKED, Span::mixed_site());
    let path = attribute.path();
    let arguments = attribute.meta.require_list().map(|list| &list.tokens).ok();
    if let Ok(meta) = syn::parse2(quote!(#path(#checked, #arguments))) {
        attribute.meta = meta;
    }
    true
}
