//! A put happens too early.

use super::{Change, Context, subject};
use crate::mutant::Edit;
use crate::source::facts::{Block, Call, Mode};

/// Swaps a put with the statement before it, if that uses the object or the reference.
pub(super) fn put_before_use(context: &Context<'_>) -> Vec<Change> {
    puts(context)
        .filter_map(|(call, block, index)| moved_up(context, call, block, index, index.checked_sub(1)?))
        .collect()
}

/// Puts as soon as everything that the put mentions exists.
pub(super) fn put_at_once(context: &Context<'_>) -> Vec<Change> {
    let earliest = puts(context).filter_map(|(call, block, index)| {
        let before = &block.statements[..index];
        let text = context.text(&block.statements[index].span);
        let last_bound = before.iter().rposition(|it| it.binds.iter().any(|name| mentions(text, name)));
        let slot = call.slot(Mode::Releases);
        let fills = context.function.calls.iter().filter(|it| it.fills() && it.slot(Mode::Acquires) == slot);
        let filled = fills.filter_map(|it| before.iter().position(|statement| statement.span.contains(&it.span.start)));
        let to = last_bound.into_iter().chain(filled).max().map_or(0, |last| last + 1);
        moved_up(context, call, block, index, to)
    });
    earliest.collect()
}

/// Puts that are statements, with their places.
fn puts<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Call, &'a Block, usize)> + use<'a> {
    let function = context.function;
    function.calls.iter().filter(|call| call.gives_up()).filter_map(move |call| {
        let statement = function.statement_of(&call.span)?;
        let (block, index) = function.statement_at(statement.span.start)?;
        Some((call, block, index))
    })
}

/// Moves a statement to the start of another, if something in between uses what it gives up.
fn moved_up(context: &Context<'_>, call: &Call, block: &Block, from: usize, to: usize) -> Option<Change> {
    let statement = &block.statements[from];
    let between = block.statements.get(to..from)?;
    let text = context.text(&statement.span);
    let names = call.object().map(|it| context.text(it)).into_iter().chain(call.slot(Mode::Releases));
    let names: Vec<&str> = names.map(root).collect();
    let uses = |text: &str| names.iter().any(|name| mentions(text, name));
    let is_used = between.iter().any(|it| uses(context.text(&it.span)));
    let is_bound = between.iter().flat_map(|it| &it.binds).any(|name| mentions(text, name));
    if !is_used || is_bound {
        return None;
    }
    let end = if text.ends_with(';') { "" } else { ";" };
    let up = context.line_before(between[0].span.start, &format!("{text}{end}"));
    let edits = vec![up, Edit::new(context.file.whole_lines(&statement.span), "")];
    Some(Change { edits, subjects: subject(call, Mode::Releases).into_iter().collect() })
}

/// `mm` of `&*mm.at()`
fn root(text: &str) -> &str {
    text.split(|c: char| !is_part(c)).find(|word| !word.is_empty()).unwrap_or(text)
}

fn mentions(text: &str, name: &str) -> bool {
    text.split(|c: char| !is_part(c)).any(|word| word == name)
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
