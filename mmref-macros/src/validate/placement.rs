//! C1: functions that no attribute works on.

use syn::spanned::Spanned;

use crate::diag::{self, Diagnostics};
use crate::model::Annotated;

pub(super) fn check(annotated: &Annotated, diagnostics: &mut Diagnostics) {
    let (mode, function) = (annotated.mode, &annotated.function);
    if let Some(keyword) = &function.signature.constness {
        diagnostics.report(diag::on_const_fn(keyword.span, mode));
    }
    if let Some(variadic) = &function.signature.variadic {
        diagnostics.report(diag::on_variadic(variadic.dots.span(), mode));
    }
    if let Some(attribute) = function.attribute("naked") {
        diagnostics.report(diag::on_naked(attribute.meta.span(), mode));
    }
    if function.is_foreign() {
        diagnostics.report(diag::on_foreign_fn(function.span(), mode));
    }
    if let Some(attribute) = function.attribute("test") {
        diagnostics.report(diag::on_test(attribute.meta.span()));
    } else if function.is_main() {
        diagnostics.report(diag::on_main(function.span(), mode));
    }
}
