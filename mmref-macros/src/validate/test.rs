//! C1 for tests.

use crate::diag::{self, Diagnostics};
use crate::model::Test;

pub(crate) fn test(test: &Test, diagnostics: &mut Diagnostics) {
    let is_read = diagnostics.is_empty();
    let function = &test.function;
    if let Some(keyword) = &function.signature.constness {
        diagnostics.report(diag::test_on_const_fn(keyword.span));
    }
    if let Some(receiver) = test.receiver() {
        diagnostics.report(diag::test_on_method(receiver));
    }
    if test.body().is_none() {
        diagnostics.report(diag::test_without_body(function.span()));
    }
    match (&test.rt, &function.signature.asyncness) {
        (Some((key, _)), None) => diagnostics.report(diag::rt_of_sync_test(key.span())),
        (None, Some(keyword)) if is_read && !test.is_run_by_another() => {
            diagnostics.report(diag::nobody_polls(keyword.span))
        }
        _ => {}
    }
}
