//! `#[balances_refs]` and `#[balances_refs(crate = path)]`.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::{Ident, Path};

use super::list::{each_argument, read_crate};
use super::once::Once;
use super::reference::read_checked;
use crate::diag::{self, Diagnostics};

pub(crate) struct BalancesArgs {
    pub(crate) crate_path: Option<Path>,
    /// Whether another attribute has checked the function already.
    pub(crate) is_checked: bool,
}

impl BalancesArgs {
    pub(crate) fn read(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Self {
        let mut crate_path = Once::default();
        let mut is_checked = false;
        each_argument(tokens, diagnostics, |input| {
            if let Some(read) = read_checked(input, &mut is_checked) {
                return read;
            }
            if let Some(read) = read_crate(input, &mut crate_path) {
                return read;
            }
            let key = input.call(Ident::parse_any)?;
            Err(diag::unknown_option(&key, "`crate = path`, or nothing"))
        });
        Self { crate_path: crate_path.into_option(), is_checked }
    }
}
