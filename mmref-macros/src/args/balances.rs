//! `#[balances_refs]` and `#[balances_refs(crate = path)]`.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::{Ident, Path};

use super::list::{crate_option, each_argument, is_crate_option};
use super::once::Once;
use super::reference::is_checked_mark;
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
            if is_checked_mark(input) {
                is_checked = true;
                return input.parse::<Ident>().map(|_| ());
            }
            if is_crate_option(input) {
                let (key, path) = crate_option(input)?;
                return crate_path.set("crate", key.span, path);
            }
            let key = input.call(Ident::parse_any)?;
            Err(diag::unknown_option(&key, "`crate = path`, or nothing"))
        });
        Self { crate_path: crate_path.into_option(), is_checked }
    }
}
