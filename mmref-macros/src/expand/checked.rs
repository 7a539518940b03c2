//! A function that has been checked: removes what only the checker reads, and adds the questions for rustc.

use syn::visit_mut::VisitMut;
use syn::{Attribute, Block};

use super::field;
use crate::args::{self, waive};
use crate::diag::Doubt;
use crate::model::CratePath;

/// Returns whether the function changed.
pub(crate) fn checked(
    attributes: &mut Vec<Attribute>,
    block: &mut Block,
    doubts: &[Doubt],
    crate_path: &CratePath,
) -> bool {
    // Arguments are identified by their address, so this comes first.
    let is_asked = field::ask(doubts, crate_path, block);
    let is_marked = attributes.iter_mut().fold(false, |before, attribute| before | args::mark_checked(attribute));
    without_waives(attributes, block) || is_marked || is_asked
}

/// rustc does not accept `#[mmref::waive]` inside a body.
fn without_waives(attributes: &mut Vec<Attribute>, block: &mut Block) -> bool {
    struct Clean(bool);
    impl VisitMut for Clean {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
            if attributes.iter().any(waive::is_waive) {
                attributes.retain(|attribute| !waive::is_waive(attribute));
                self.0 = true;
            }
        }
    }
    let mut clean = Clean(false);
    clean.visit_attributes_mut(attributes);
    clean.visit_block_mut(block);
    clean.0
}
