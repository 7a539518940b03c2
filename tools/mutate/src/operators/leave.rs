//! A function or loop is left between a get and its put. The way out is taken whenever it is reached, but the compiler
//! cannot know that.

use std::collections::BTreeSet;

use super::{Change, Context};
use crate::source::facts::{Binding, Call, Function, Mode, Output, SlotKind, Span};
use crate::source::owners::Subject;

/// The range in which a slot is held: from behind what fills it to what empties it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Held {
    slot: String,
    from: usize,
    to: usize,
}

pub(super) fn by_return(context: &Context<'_>) -> Vec<Change> {
    let Some(value) = failure(context.function) else { return Vec::new() };
    let statement = if value.is_empty() { "return;".to_owned() } else { format!("return {value};") };
    inserted(context, &statement, can_return)
}

pub(super) fn by_question(context: &Context<'_>) -> Vec<Change> {
    let line = match (&context.function.output, &context.function.error) {
        (Output::Option(_), _) => "core::hint::black_box(None::<()>)?;".to_owned(),
        (Output::Result { .. }, Some(error)) => format!("core::hint::black_box(Err::<(), _>({error}))?;"),
        _ => return Vec::new(),
    };
    lines(context, &line, can_return)
}

pub(super) fn by_break(context: &Context<'_>) -> Vec<Change> {
    inserted(context, "break;", is_in_one_loop)
}

pub(super) fn by_continue(context: &Context<'_>) -> Vec<Change> {
    inserted(context, "continue;", is_in_one_loop)
}

fn inserted(context: &Context<'_>, statement: &str, allowed: fn(&Function, &Held, usize) -> bool) -> Vec<Change> {
    let line = format!("if core::hint::black_box(true) {{ {statement} }}");
    lines(context, &line, allowed)
}

fn lines(context: &Context<'_>, line: &str, allowed: fn(&Function, &Held, usize) -> bool) -> Vec<Change> {
    let points = points(context.function, allowed);
    let change = |(at, slot)| Change::new(context.line_before(at, line), Some(Subject { slot, class: None, at }));
    points.into_iter().map(change).collect()
}

/// Directly after each get, and directly before each put.
fn points(function: &Function, allowed: fn(&Function, &Held, usize) -> bool) -> BTreeSet<(usize, String)> {
    let mut points = BTreeSet::new();
    for held in stretches(function) {
        let boundaries = boundaries(function, &held);
        let ends = [boundaries.first(), boundaries.last()];
        let fitting = ends.into_iter().flatten().filter(|at| allowed(function, &held, **at));
        points.extend(fitting.map(|at| (*at, held.slot.clone())));
    }
    points
}

/// The starts of the statements that lead from the get to the put.
fn boundaries(function: &Function, held: &Held) -> BTreeSet<usize> {
    let around = function.blocks.iter().filter(|block| block.span.contains(&held.to));
    let starts = around.flat_map(|block| block.statements.iter().map(|statement| statement.span.start));
    starts.filter(|start| *start >= held.from && *start <= held.to).collect()
}

/// Every pair of a get and something that ends it: a put, a move, a structure literal, or the success of a function that
/// was asked to get.
fn stretches(function: &Function) -> BTreeSet<Held> {
    let begins = begins(function);
    let mut stretches = BTreeSet::new();
    for (slot, to) in ends(function) {
        let before = begins.iter().filter(|(begun, from)| *begun == slot && *from <= to);
        if let Some((_, from)) = before.max_by_key(|(_, from)| *from) {
            stretches.insert(Held { slot, from: *from, to });
        }
    }
    stretches
}

/// Where slots begin to be held: after gets, after a `take` that is bound, and at the start for what is passed in.
fn begins(function: &Function) -> Vec<(String, usize)> {
    let filled = passed(function, Mode::Acquires).map(|(call, slot)| (slot, call.span.end));
    let taken = function.takes.iter().filter_map(|take| {
        let bound = function.slots.iter().find(|slot| slot.visible.start == statement_end(function, &take.span))?;
        Some((bound.text.clone(), take.span.end))
    });
    let start = handed_over(function).map(|slot| (slot, function.body.start));
    filled.chain(taken).chain(start).collect()
}

/// What a releasing function has to give up, and the fields of structures that are parameters: `bprm.mm_ref`.
fn handed_over(function: &Function) -> impl Iterator<Item = String> {
    let parameters = function.bindings.iter().filter(|it| it.visible == function.body);
    let is_owned = |it: &&Binding| it.ty.as_ref().is_some_and(|ty| ty.starts_with(char::is_uppercase));
    let owned: Vec<_> = parameters.filter(is_owned).map(|it| format!("{}.", it.name)).collect();
    let is_part = move |slot: &String| owned.iter().any(|parameter| slot.starts_with(parameter));
    let fields = ends(function).into_iter().map(|(slot, _)| slot).filter(is_part);
    let given = function.slots.iter().filter(|slot| slot.kind == SlotKind::Parameter(Mode::Releases));
    given.map(|slot| slot.text.clone()).chain(fields)
}

/// The slots that calls are passed, with the calls.
fn passed(function: &Function, mode: Mode) -> impl Iterator<Item = (&Call, String)> {
    let passed = function.calls.iter().flat_map(|call| call.references.iter().map(move |passed| (call, passed)));
    let of_mode = passed.filter(move |(_, passed)| passed.mode == mode);
    of_mode.filter_map(|(call, passed)| Some((call, passed.slot.clone()?)))
}

fn statement_end(function: &Function, span: &Span) -> usize {
    function.statement_at(span.start).map_or(0, |(block, index)| block.statements[index].span.end)
}

fn ends(function: &Function) -> Vec<(String, usize)> {
    let given_up = passed(function, Mode::Releases).map(|(call, slot)| (slot, call.span.start));
    let stored = function.literals.iter().filter_map(|value| Some((value.slot.as_ref()?.0.clone(), value.span.start)));
    let own = function.slots.iter().filter(|slot| slot.kind == SlotKind::Parameter(Mode::Acquires));
    let exits = function.exits.iter().filter(|exit| exit.is_success && function.output.can_fail());
    let succeeded = exits.flat_map(|exit| own.clone().map(move |slot| (slot.text.clone(), exit.span.start)));
    given_up.chain(stored).chain(succeeded).collect()
}

/// What the function returns when it fails. `None` if it returns nothing.
fn failure(function: &Function) -> Option<String> {
    match &function.output {
        Output::Unit => Some(String::new()),
        Output::Bool => Some("false".to_owned()),
        Output::Option(_) => Some("None".to_owned()),
        Output::Result { .. } => function.error.as_ref().map(|error| format!("Err({error})")),
        Output::Pointer => Some("core::ptr::null_mut()".to_owned()),
        Output::Never => None,
        Output::Other(ty) => plain_value(ty),
    }
}

fn plain_value(ty: &str) -> Option<String> {
    match ty {
        "i8" | "i16" | "i32" | "i64" | "isize" | "u8" | "u16" | "u32" | "u64" | "usize" => Some("0".to_owned()),
        "String" | "()" => Some("Default::default()".to_owned()),
        _ if ty.starts_with('(') || ty.starts_with('[') => Some("Default::default()".to_owned()),
        _ => None,
    }
}

fn can_return(function: &Function, _: &Held, at: usize) -> bool {
    !function.closures.iter().any(|closure| closure.contains(&at))
}

/// The innermost loop around this place also contains the get, with no closure in between.
fn is_in_one_loop(function: &Function, held: &Held, at: usize) -> bool {
    let innermost = |spans: &[Span]| spans.iter().filter(|span| span.contains(&at)).map(|span| span.len()).min();
    let closure = innermost(&function.closures).unwrap_or(usize::MAX);
    let around = function.loops.iter().filter(|span| span.contains(&at)).min_by_key(|span| span.len());
    around.is_some_and(|body| body.len() < closure && body.contains(&held.from))
}
