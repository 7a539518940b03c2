//! What the derives can work on.

use crate::diag::{self, Diagnostics};
use crate::model::{Class, Counted, Shape};

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
