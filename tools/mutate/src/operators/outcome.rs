//! Success and failure are mixed up.

use super::{Change, Context, subject};
use crate::mutant::Edit;
use crate::source::facts::{Call, Callee, Mode, Output, SlotKind};
use crate::source::roles::Role;

/// `if put(…)` frees although others hold the object. The mistake is about the object, not about a slot.
pub(super) fn free_early(context: &Context<'_>) -> Vec<Change> {
    let puts = context.function.calls.iter().filter(|call| call.gives_up() && call.output == Output::Bool);
    puts.map(|call| Change::new(ignored(context, call), None)).collect()
}

/// The call's result is taken to be `true`.
fn ignored(context: &Context<'_>, call: &Call) -> Edit {
    Edit::new(call.span.clone(), format!("{{ let _ = {}; true }}", context.text(&call.span)))
}

pub(super) fn get_unchecked(context: &Context<'_>) -> Vec<Change> {
    let gets = context.function.calls.iter().filter(|call| call.fills() && call.output == Output::Bool);
    let changes = gets.filter_map(|call| {
        let name = match &call.callee {
            Callee::TryGet => "get".to_owned(),
            Callee::Annotated(name) => unchecked(context, name)?,
            _ => return None,
        };
        let text = context.text(&call.span);
        let at = call.name.start - call.span.start..call.name.end - call.span.start;
        let get = format!("{}{name}{}", &text[..at.start], &text[at.end..]);
        Some(Change::new(Edit::new(call.span.clone(), format!("{{ {get}; true }}")), subject(call, Mode::Acquires)))
    });
    changes.collect()
}

/// The function of the same class that always succeeds.
fn unchecked(context: &Context<'_>, name: &str) -> Option<String> {
    let role = context.program.roles.all().find(|role| role.name == name)?;
    let classes = |role: &Role| role.references.iter().map(|it| (it.mode, it.class.clone())).collect::<Vec<_>>();
    let fits = |other: &&Role| {
        other.output == Output::Unit
            && other.plain == role.plain
            && other.has_receiver == role.has_receiver
            && classes(other) == classes(role)
    };
    let other = context.program.roles.all().find(fits)?;
    Some(if other.has_receiver { other.name.clone() } else { context.file.name_of(&other.path) })
}

/// A caller that tested the outcome no longer does.
pub(super) fn ignore_failure(context: &Context<'_>) -> Vec<Change> {
    let gets = context.function.calls.iter().filter(|call| call.fills());
    let changes = gets.filter_map(|call| {
        let edit = match call.output {
            Output::Bool => ignored_bool(context, call),
            Output::Option(_) | Output::Result { .. } => ignored_question(context, call)?,
            _ => return None,
        };
        Some(Change::new(edit, subject(call, Mode::Acquires)))
    });
    changes.collect()
}

/// `if !try_get(…) { return … }` becomes `let _ = try_get(…);`
fn ignored_bool(context: &Context<'_>, call: &Call) -> Edit {
    let text = context.text(&call.span);
    match context.guard(call) {
        Some(guard) => Edit::new(guard.span.clone(), format!("let _ = {text};")),
        None => ignored(context, call),
    }
}

/// `f(…)?;` becomes `let _ = f(…);`
fn ignored_question(context: &Context<'_>, call: &Call) -> Option<Edit> {
    let function = context.function;
    let (block, index) = function.statement_at(call.span.start)?;
    let statement = &block.statements[index];
    let alone = statement.span.start == call.span.start && context.file.text[call.span.end..].starts_with("?;");
    alone.then(|| Edit::new(statement.span.clone(), format!("let _ = {};", context.text(&call.span))))
}

/// An acquiring function returns success before it gets.
pub(super) fn succeed_without_get(context: &Context<'_>) -> Vec<Change> {
    let function = context.function;
    let own = function.slots.iter().filter(|slot| slot.kind == SlotKind::Parameter(Mode::Acquires));
    let own: Vec<&str> = own.map(|slot| &*slot.text).collect();
    let fills = |call: &&Call| call.fills() && call.slot(Mode::Acquires).is_some_and(|slot| own.contains(&slot));
    let gets = function.calls.iter().filter(fills);
    gets.filter_map(|call| Some(Change::new(early_success(context, call)?, subject(call, Mode::Acquires)))).collect()
}

fn early_success(context: &Context<'_>, call: &Call) -> Option<Edit> {
    let (block, index) = context.function.statement_at(call.span.start)?;
    let at = block.statements[index].span.start;
    let value = success(context, call, at)?;
    let statement = if value.is_empty() { "return;".to_owned() } else { format!("return {value};") };
    Some(context.line_before(at, &format!("if core::hint::black_box(true) {{ {statement} }}")))
}

/// A success value that can be returned before the call.
fn success(context: &Context<'_>, call: &Call, at: usize) -> Option<String> {
    let function = context.function;
    match function.output {
        Output::Unit => Some(String::new()),
        Output::Bool => Some("true".to_owned()),
        _ => {
            let later = function.exits.iter().filter(|exit| exit.is_success && exit.span.start >= call.span.end);
            let mut values = later.map(|exit| context.text(&exit.span));
            values.find(|value| names(value).all(|name| function.sees(name, at))).map(str::to_owned)
        }
    }
}

/// The variables of an expression: words that can start an identifier.
fn names(value: &str) -> impl Iterator<Item = &str> {
    let words = value.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.filter(|word| word.starts_with(|c: char| c.is_lowercase() || c == '_'))
}
