//! Names that user code cannot see.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

pub(super) fn hidden(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The guard of one reference.
pub(super) fn guard_of(reference: &Ident) -> Ident {
    hidden(&format!("__guard_{}", reference.unraw()))
}
