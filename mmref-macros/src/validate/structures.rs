//! C1 and C2 on structures. C5 is in the types of what is written.

use crate::diag::{self, Diagnostics};
use crate::model::Structure;

pub(crate) fn check(structure: &Structure, diagnostics: &mut Diagnostics) {
    let ident = &structure.item.ident;
    if structure.held.is_empty() && diagnostics.is_empty() {
        diagnostics.report(diag::nothing_counted(ident));
    }
    for copying in structure.copying_derives() {
        diagnostics.report(diag::cloned(&copying, ident));
    }
    for (index, held) in structure.held.iter().enumerate() {
        if structure.is_named_as_pointer(held) {
            diagnostics.report(diag::named_as_its_pointer(held));
        } else if structure.has_earlier_namesake(index) {
            diagnostics.report(diag::namesakes(held));
        }
    }
}
