//! C1 and C2: references whose names are taken.

use crate::diag::{self, Diagnostics};
use crate::model::Annotated;

pub(super) fn check(annotated: &Annotated, diagnostics: &mut Diagnostics) {
    for (index, reference) in annotated.references.iter().enumerate() {
        if annotated.earlier_namesake(index).is_some() {
            diagnostics.report(diag::duplicate_name(reference, annotated.mode));
        } else if let Some(parameter) = annotated.function.parameter(&reference.name) {
            diagnostics.report(diag::name_taken(parameter, reference, annotated.mode));
        }
    }
}
