//! An option that may be written once.

use proc_macro2::Span;

use crate::diag;

pub(super) struct Once<T>(Option<T>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Once<T> {
    pub(super) fn set(&mut self, key: &str, span: Span, value: T) -> syn::Result<()> {
        if self.0.is_some() {
            return Err(diag::repeated_option(span, key));
        }
        self.0 = Some(value);
        Ok(())
    }

    pub(super) fn into_option(self) -> Option<T> {
        self.0
    }
}
