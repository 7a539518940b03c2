//! C1: an output whose borrow nobody can name once there is one more borrowed parameter.

use crate::diag::{self, Diagnostics};
use crate::model::{Annotated, Elision};

pub(super) fn check(annotated: &Annotated, diagnostics: &mut Diagnostics) {
    let Elision::Unclear(unclear) = annotated.elision() else { return };
    if let Some(first) = unclear.outputs.first() {
        diagnostics.report(diag::unclear_elision(*first, &unclear));
    }
}
