//! A type that `RefClass` is derived for.

use syn::{Generics, Ident, LitStr};

use super::crate_path::CratePath;

pub(crate) struct Class {
    pub(crate) crate_path: CratePath,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    /// The name that was written, if one was.
    pub(crate) written_name: Option<LitStr>,
    /// If the type is a union, its keyword.
    pub(crate) union: Option<syn::Token![union]>,
}

impl Class {
    pub(crate) fn name(&self) -> String {
        match &self.written_name {
            Some(name) => name.value(),
            None => syn::ext::IdentExt::unraw(&self.ident).to_string(),
        }
    }
}
