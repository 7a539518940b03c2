//! How names are compared and shown.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::Type;

/// `r#type` and `type` name the same thing.
pub(crate) fn same(one: &Ident, other: &Ident) -> bool {
    plain(one) == plain(other)
}

/// `type` for `r#type`.
pub(crate) fn plain(name: &Ident) -> String {
    let mut text = name.to_string();
    if text.starts_with("r#") {
        text.drain(.."r#".len());
    }
    text
}

/// Whether the name is one of these. Asks the compiler only once for its text.
pub(crate) fn contains(names: &[&str], name: &Ident) -> bool {
    names.contains(&plain(name).as_str())
}

/// A class as its user would write it: `mm::Users<T>`, not `mm :: Users < T >`.
pub(crate) fn text_of(class: &Type) -> String {
    let mut text = class.to_token_stream().to_string();
    for (spaced, tight) in [(" :: ", "::"), (" < ", "<"), ("< ", "<"), (" >", ">"), (" ,", ","), ("& ", "&")] {
        text = text.replace(spaced, tight);
    }
    text
}
