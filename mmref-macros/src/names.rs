//! The names that generated code uses, and how names are compared and shown.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Path, Type};

const UNNAMED_REFERENCE: &str = "mm_ref";

/// Where generated code finds the runtime.
#[derive(Clone)]
pub(crate) enum CratePath {
    Mmref,
    Written(Path),
}

impl CratePath {
    /// The path with its own tokens at `span`. A path that the user wrote keeps the user's spans.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        match self {
            Self::Mmref => quote_spanned!(span=> ::mmref),
            Self::Written(path) => path.to_token_stream(),
        }
    }
}

impl From<Option<Path>> for CratePath {
    fn from(written: Option<Path>) -> Self {
        written.map_or(Self::Mmref, Self::Written)
    }
}

impl ToTokens for CratePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.at(Span::mixed_site()));
    }
}

/// The name of a reference that was given none. The user's body must see it, hence call site.
pub(crate) fn unnamed_reference(class: &Type) -> Ident {
    Ident::new(UNNAMED_REFERENCE, Span::call_site().located_at(class.span()))
}

/// A name that the user's code cannot see.
pub(crate) fn hidden(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The guard of one reference, which the user's code cannot see.
pub(crate) fn guard_of(reference: &Ident) -> Ident {
    hidden(&format!("__guard_{}", reference.unraw()))
}

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

/// A class as its user would write it: `mm::Users<T>`, not `mm :: Users < T >`.
pub(crate) fn text_of(class: &Type) -> String {
    let mut text = class.to_token_stream().to_string();
    for (spaced, tight) in [(" :: ", "::"), (" < ", "<"), ("< ", "<"), (" >", ">"), (" ,", ","), ("& ", "&")] {
        text = text.replace(spaced, tight);
    }
    text
}
