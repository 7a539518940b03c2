//! C3: an acquiring function that never passes its reference on.

use crate::diag::{self, Diagnostics};
use crate::model::Annotated;

pub(super) fn check(annotated: &Annotated, diagnostics: &mut Diagnostics) {
    if !annotated.may_succeed() {
        return;
    }
    for reference in annotated.unmentioned() {
        diagnostics.report(diag::never_filled(reference));
    }
}
