//! Where generated code finds the runtime.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;

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
