//! Leaves something out.

use super::{Change, Context, both_ends, subject};
use crate::mutant::Edit;
use crate::source::facts::{Callee, Mode, Output, Take};
use crate::source::names;
use crate::source::owners::Subject;

pub(super) fn gets(context: &Context<'_>) -> Vec<Change> {
    let calls = context.function.calls.iter().filter(|call| call.fills());
    let changes = calls.filter_map(|call| {
        let edit = match (&call.callee, &call.output) {
            // The count is one, but no reference is listed.
            (Callee::New, _) => {
                Edit::new(call.span.clone(), format!("{}::untracked(1)", context.file.name_of_mmref(names::COUNT)))
            }
            (_, Output::Unit) => context.without(call),
            (_, Output::Bool) => Edit::new(call.span.clone(), "true"),
            _ => return None,
        };
        Some(Change::new(edit, subject(call, Mode::Acquires)))
    });
    changes.collect()
}

pub(super) fn puts(context: &Context<'_>) -> Vec<Change> {
    let calls = context.function.calls.iter().filter(|call| call.gives_up());
    let changes = calls.filter_map(|call| {
        let edit = match call.output {
            Output::Unit => context.without(call),
            Output::Bool => Edit::new(call.span.clone(), "false"),
            _ => return None,
        };
        Some(Change::new(edit, subject(call, Mode::Releases)))
    });
    changes.collect()
}

pub(super) fn moves(context: &Context<'_>) -> Vec<Change> {
    let calls = context.function.calls.iter().filter(|call| call.moves());
    calls.map(|call| Change::new(context.without(call), both_ends(context, call))).collect()
}

pub(super) fn takes(context: &Context<'_>) -> Vec<Change> {
    let idle = format!("{}::new()", context.file.name_of_mmref(names::REFERENCE));
    let takes = context.function.takes.iter();
    takes.map(|take| Change::new(Edit::new(take.span.clone(), &*idle), Some(taken(take)))).collect()
}

fn taken(take: &Take) -> Subject {
    Subject { slot: take.slot.clone(), class: None, at: take.span.start }
}
