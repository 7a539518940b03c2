//! Something is done twice.

use super::{Change, Context, subject};
use crate::mutant::Edit;
use crate::source::facts::{Call, Callee, Mode, Output, Span};

pub(super) fn gets(context: &Context<'_>) -> Vec<Change> {
    let calls = context.function.calls.iter().filter(|call| call.fills() && call.callee != Callee::New);
    calls.map(|call| Change::new(twice(context, call), subject(call, Mode::Acquires))).collect()
}

pub(super) fn puts(context: &Context<'_>) -> Vec<Change> {
    let calls = context.function.calls.iter().filter(|call| call.gives_up());
    calls.map(|call| Change::new(twice(context, call), subject(call, Mode::Releases))).collect()
}

/// Repeats the line: a statement, a `let`, or an `if` that leaves on failure. Elsewhere, makes the call twice.
fn twice(context: &Context<'_>, call: &Call) -> Edit {
    let text = context.text(&call.span);
    match line(context, call) {
        Some(line) => {
            let again = context.text(&line);
            let end = if again.ends_with([';', '}']) { "" } else { ";" };
            context.line_before(line.start, &format!("{again}{end}"))
        }
        None => {
            let first = if call.output == Output::Unit { "" } else { "let _ = " };
            Edit::new(call.span.clone(), format!("{{ {first}{text}; {text} }}"))
        }
    }
}

/// A statement that can be repeated as it is.
fn line(context: &Context<'_>, call: &Call) -> Option<Span> {
    let (block, index) = context.function.statement_at(call.span.start)?;
    let statement = &block.statements[index];
    let leaves = context.guard(call).is_some_and(|guard| guard.span == statement.span);
    let is_alone = context.function.statement_of(&call.span).is_some() && !statement.is_tail;
    (is_alone || leaves || !statement.binds.is_empty()).then(|| statement.span.clone())
}
