//! One reference that an attribute adds to a function.

use proc_macro2::{Ident, Span};
use syn::Type;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use crate::syntax::names;

#[derive(Clone)]
pub(crate) struct Reference {
    pub(crate) name: Ident,
    pub(crate) class: Type,
    written: Span,
}

impl Reference {
    pub(crate) fn named(name: Ident, class: Type) -> Self {
        let written = name.span();
        Self { name, class, written }
    }

    pub(crate) fn unnamed(class: Type) -> Self {
        Self { name: unnamed(&class), written: class.span(), class }
    }

    /// The same reference under another name.
    pub(crate) fn renamed(&self, name: Ident) -> Self {
        Self { name, ..self.clone() }
    }

    /// The token that an error about this reference points at.
    pub(crate) fn written(&self) -> Span {
        self.written
    }

    pub(crate) fn label(&self) -> String {
        self.name.unraw().to_string()
    }

    pub(crate) fn class_text(&self) -> String {
        names::text_of(&self.class)
    }
}

/// The name of a reference that has none. The user's body must see it, hence call site.
fn unnamed(class: &Type) -> Ident {
    const UNNAMED: &str = "mm_ref";
    Ident::new(UNNAMED, Span::call_site().located_at(class.span()))
}
