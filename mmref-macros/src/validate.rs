//! Rules C1 to C3 and C5, on the model. Makes no tokens.

use syn::spanned::Spanned;

use crate::diag::{self, Diagnostics};
use crate::model::{Annotated, Class, Counted, Elision, Shape, Structure, Test};

pub(crate) fn annotated(annotated: &Annotated, diagnostics: &mut Diagnostics) {
    let before = diagnostics.count();
    placement(annotated, diagnostics);
    let is_placed = diagnostics.count() == before;
    names(annotated, diagnostics);
    elision(annotated, diagnostics);
    if is_placed {
        body(annotated, diagnostics);
    }
}

/// C1: functions that no attribute works on.
fn placement(annotated: &Annotated, diagnostics: &mut Diagnostics) {
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

/// C1 and C2: references whose names are taken.
fn names(annotated: &Annotated, diagnostics: &mut Diagnostics) {
    for (index, reference) in annotated.references.iter().enumerate() {
        if annotated.earlier_namesake(index).is_some() {
            diagnostics.report(diag::duplicate_name(reference, annotated.mode));
        } else if let Some(parameter) = annotated.function.parameter(&reference.name) {
            diagnostics.report(diag::name_taken(parameter, reference, annotated.mode));
        }
    }
}

/// C1: an output whose borrow cannot be named once there is one more borrowed parameter.
fn elision(annotated: &Annotated, diagnostics: &mut Diagnostics) {
    let Elision::Unclear(unclear) = annotated.elision() else { return };
    if let Some(first) = unclear.outputs.first() {
        diagnostics.report(diag::unclear_elision(*first, &unclear));
    }
}

/// C3: an acquiring function that never passes its reference on.
fn body(annotated: &Annotated, diagnostics: &mut Diagnostics) {
    if !annotated.may_succeed() {
        return;
    }
    for reference in annotated.unmentioned() {
        diagnostics.report(diag::never_filled(reference));
    }
}

pub(crate) fn class(class: &Class, diagnostics: &mut Diagnostics) {
    if let Some(keyword) = &class.union {
        diagnostics.report(diag::class_on_union(keyword.span));
    }
    if let Some(name) = class.written_name.as_ref().filter(|name| name.value().trim().is_empty()) {
        diagnostics.report(diag::empty_class_name(name.span()));
    }
}

pub(crate) fn counted(counted: &Counted, diagnostics: &mut Diagnostics) {
    match &counted.shape {
        Shape::Other(what) => diagnostics.report(diag::counted_on(&counted.ident, what)),
        Shape::Struct(counts) if counts.is_empty() => diagnostics.report(diag::no_count(&counted.ident)),
        Shape::Struct(_) => one_count_a_class(counted, diagnostics),
    }
}

fn one_count_a_class(counted: &Counted, diagnostics: &mut Diagnostics) {
    for (index, count) in counted.counts().iter().enumerate() {
        let Some(class) = count.class_text() else {
            diagnostics.report(diag::no_count_type(count));
            continue;
        };
        if let Some(earlier) = counted.earlier_of_class(index) {
            diagnostics.report(diag::duplicate_count(count, &class, earlier));
        }
    }
}

/// C1 and C2 on structures. The generated types check C5.
pub(crate) fn structure(structure: &Structure, diagnostics: &mut Diagnostics) {
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

/// C1 for tests.
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
