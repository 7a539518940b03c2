//! Something is done twice.

use super::{Change, Context};
use crate::mutant::Edit;
use crate::source::facts::{Call, Callee, Mode, Output};

pub(super) fn gets(context: &Context<'_>) -> Vec<Change> {
    let calls = context.function.calls.iter().filter(|call| call.fills() && call.callee != Callee::New);
    calls.map(|call| Change::new(twice(context, call), call.slot(Mode::Acquires))).collect()
}

pub(super) fn puts(context: &Context<'_>) -> Vec<Change> {
    let calls = context.function.calls.iter().filter(|call| call.gives_up());
    calls.map(|call| Change::new(twice(context, call), call.slot(Mode::Releases))).collect()
}

/// Once for nothing, and once as it was.
fn twice(context: &Context<'_>, call: &Call) -> Edit {
    let text = context.text(&call.span);
    if let Some(statement) = context.function.statement_of(&call.span).filter(|statement| !statement.is_tail) {
        return context.line_before(statement.span.start, &format!("{text};"));
    }
    let first = if call.output == Output::Unit { "" } else { "let _ = " };
    Edit::new(call.span.clone(), format!("{{ {first}{text}; {text} }}"))
}
