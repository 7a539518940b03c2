//! Rules C1 to C3 and C5, on the model. Makes no tokens.

mod bodies;
mod derives;
mod elision;
mod names;
mod placement;
mod structures;
mod test;

pub(crate) use derives::{class, counted};
pub(crate) use structures::check as structure;
pub(crate) use test::test;

use crate::diag::Diagnostics;
use crate::model::Annotated;

pub(crate) fn annotated(annotated: &Annotated, diagnostics: &mut Diagnostics) {
    let before = diagnostics.count();
    placement::check(annotated, diagnostics);
    let placed = diagnostics.count() == before;
    names::check(annotated, diagnostics);
    elision::check(annotated, diagnostics);
    if placed {
        bodies::check(annotated, diagnostics);
    }
}
