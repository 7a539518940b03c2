//! The path checker as a whole.

mod differential;

use super::data::Checked;
use super::walk::check;
use crate::model::Finding;

/// The findings of a function that takes and gives up references on its own.
pub(super) fn balanced(function: &syn::ItemFn) -> Vec<Finding> {
    check(&Checked { signature: &function.sig, block: &function.block, references: Vec::new(), diverging: &[] })
        .findings
}
