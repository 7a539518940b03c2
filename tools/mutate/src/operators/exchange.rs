//! Another reference, another object, another class, another slot.

use std::collections::BTreeSet;

use super::{Change, Context, subject};
use crate::mutant::Edit;
use crate::source::facts::{Call, Callee, Mode, Passed, Slot, SlotKind, Span};
use crate::source::roles::Role;

pub(super) fn put_other_reference(context: &Context<'_>) -> Vec<Change> {
    other_references(context, Mode::Releases, |_| true, true)
}

pub(super) fn vouch_other_reference(context: &Context<'_>) -> Vec<Change> {
    other_references(context, Mode::Requires, |_| true, true)
}

/// Of any class: in practice, the slot of the other class is the one that is confused.
pub(super) fn fill_other_slot(context: &Context<'_>) -> Vec<Change> {
    other_references(context, Mode::Acquires, |call| !call.moves(), false)
}

pub(super) fn move_other_slot(context: &Context<'_>) -> Vec<Change> {
    other_references(context, Mode::Acquires, Call::moves, true)
}

fn other_references(context: &Context<'_>, mode: Mode, of: fn(&Call) -> bool, same_class: bool) -> Vec<Change> {
    let mut changes = Vec::new();
    for call in context.function.calls.iter().filter(|call| of(call)) {
        for passed in call.references.iter().filter(|passed| passed.mode == mode) {
            // A slot that this call already has cannot be confused with another.
            let is_free = |other: &Slot| call.references.iter().all(|it| it.slot.as_ref() != Some(&other.text));
            for other in others(context, passed, same_class).into_iter().filter(is_free) {
                if let Some(text) = passing(&other, mode) {
                    changes.push(Change::new(Edit::new(passed.span.clone(), text), passed.subject()));
                }
            }
        }
    }
    changes
}

/// The other slots that are visible from an argument.
fn others(context: &Context<'_>, passed: &Passed, same_class: bool) -> Vec<Slot> {
    let at = passed.span.start;
    let slots = context.function.slots.iter().cloned().chain(fields(context));
    let mut others: Vec<Slot> = Vec::new();
    for slot in slots {
        let fits = !same_class || (slot.class.is_some() && slot.class == passed.class);
        let is_new = others.iter().all(|it| it.text != slot.text);
        if fits && is_new && slot.visible.contains(&at) {
            others.push(slot);
        }
    }
    others
}

/// Fields that the function passes to some call, as slots.
fn fields<'a>(context: &Context<'a>) -> impl Iterator<Item = Slot> + use<'a> {
    let function = context.function;
    function.calls.iter().flat_map(|call| &call.references).filter_map(|passed| {
        let text = passed.slot.clone()?;
        let binding = function.bindings.iter().find(|binding| Some(&*binding.name) == text.split('.').next())?;
        let visible = binding.visible.clone();
        text.contains('.').then(|| Slot::new(text, passed.class.clone(), SlotKind::Field, visible))
    })
}

/// How a slot is passed to be filled, vouched with, or given up.
fn passing(slot: &Slot, mode: Mode) -> Option<String> {
    let name = &slot.text;
    match (mode, slot.kind) {
        (Mode::Acquires, SlotKind::Local | SlotKind::Field) => Some(format!("&mut {name}")),
        (Mode::Acquires, SlotKind::Parameter(Mode::Acquires)) => Some(name.clone()),
        (Mode::Acquires, SlotKind::Parameter(_)) => None,
        (Mode::Requires, SlotKind::Parameter(Mode::Acquires | Mode::Requires)) => Some(name.clone()),
        (Mode::Requires, _) => Some(format!("&{name}")),
        (Mode::Releases, SlotKind::Local | SlotKind::Parameter(Mode::Releases)) => Some(name.clone()),
        (Mode::Releases, SlotKind::Parameter(Mode::Acquires) | SlotKind::Field) => Some(format!("{name}.take()")),
        (Mode::Releases, SlotKind::Parameter(Mode::Requires)) => None,
    }
}

pub(super) fn swap_references(context: &Context<'_>) -> Vec<Change> {
    let pairs = context.function.calls.iter().filter_map(|call| match call.references.as_slice() {
        [first, second, ..] if first.mode == second.mode => Some((first, second)),
        _ => None,
    });
    let swap = |(first, second): (&Passed, &Passed)| Change {
        edits: vec![
            Edit::new(first.span.clone(), context.text(&second.span)),
            Edit::new(second.span.clone(), context.text(&first.span)),
        ],
        subjects: first.subject().into_iter().chain(second.subject()).collect(),
    };
    pairs.map(swap).collect()
}

pub(super) fn put_other_object(context: &Context<'_>) -> Vec<Change> {
    other_objects(context, Call::gives_up, Mode::Releases)
}

pub(super) fn get_other_object(context: &Context<'_>) -> Vec<Change> {
    other_objects(context, Call::fills, Mode::Acquires)
}

fn other_objects(context: &Context<'_>, of: fn(&Call) -> bool, mode: Mode) -> Vec<Change> {
    let mut changes = Vec::new();
    for call in context.function.calls.iter().filter(|call| of(call)) {
        let Some(object) = call.object() else { continue };
        for other in same_kind(context, call, object).into_iter().chain(same_type(context, call, object)) {
            changes.push(Change::new(Edit::new(object.clone(), other), subject(call, mode)));
        }
    }
    changes
}

/// The arguments that this function, and functions of the same kind, have elsewhere.
fn same_kind(context: &Context<'_>, call: &Call, object: &Span) -> BTreeSet<String> {
    let kind = |call: &Call| (parameter(context, call), matches!(call.callee, Callee::Annotated(_)));
    let alike = context.function.calls.iter().filter(|other| kind(other) == kind(call));
    let objects = alike.filter_map(|other| other.object()).filter(|other| means_the_same(context, other, object.start));
    let texts = objects.map(|other| context.text(other));
    texts.filter(|text| *text != context.text(object)).map(str::to_owned).collect()
}

/// Whether that argument can be written here: its variable is in scope, and not shadowed.
fn means_the_same(context: &Context<'_>, there: &Span, here: usize) -> bool {
    let root = around_root(context.text(there)).1;
    let variable = |at| context.function.binding_at(root, at);
    variable(here).is_some() && variable(here) == variable(there.start)
}

/// Variables of the same type.
fn same_type(context: &Context<'_>, call: &Call, object: &Span) -> BTreeSet<String> {
    let text = context.text(object);
    let (before, root, after) = around_root(text);
    let function = context.function;
    let known = function.bindings.iter().filter(|it| function.binding_at(&it.name, object.start) == Some(*it));
    let own = known.clone().find(|it| it.name == root).and_then(|it| it.ty.clone());
    let ty = own.or_else(|| parameter(context, call).filter(|_| before.is_empty() && after.is_empty()));
    let alike = known.filter(|it| ty.is_some() && it.ty == ty && it.name != root);
    alike.map(|it| format!("{before}{}{after}", it.name)).collect()
}

/// The type of the object that a function expects.
fn parameter(context: &Context<'_>, call: &Call) -> Option<String> {
    let Callee::Annotated(name) = &call.callee else { return None };
    context.program.roles.all().find(|role| &role.name == name)?.plain.first().cloned()
}

/// `&*`, `mm` and `.at()` of `&*mm.at()`.
fn around_root(text: &str) -> (&str, &str, &str) {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let start = text.find(part).unwrap_or(text.len());
    let end = text[start..].find(|c| !part(c)).map_or(text.len(), |length| start + length);
    (&text[..start], &text[start..end], &text[end..])
}

pub(super) fn other_class_call(context: &Context<'_>) -> Vec<Change> {
    let calls = context.function.calls.iter().filter(|call| call.fills() || call.gives_up());
    calls.filter_map(|call| counterpart(context, call)).collect()
}

/// One is enough: they all fail for the same reason.
fn counterpart(context: &Context<'_>, call: &Call) -> Option<Change> {
    let Callee::Annotated(name) = &call.callee else { return None };
    let role = context.program.roles.all().find(|role| &role.name == name)?;
    let other = context.program.roles.all().find(|other| is_counterpart(role, other))?;
    let name = if other.has_receiver { other.name.clone() } else { context.file.name_of(&other.path) };
    Some(Change::new(Edit::new(call.name.clone(), name), call.references.first().and_then(Passed::subject)))
}

/// The same function for another class.
fn is_counterpart(role: &Role, other: &Role) -> bool {
    let ([one], [another]) = (role.references.as_slice(), other.references.as_slice()) else { return false };
    one.mode == another.mode
        && one.class != another.class
        && role.plain == other.plain
        && role.has_receiver == other.has_receiver
        && role.output == other.output
}

pub(super) fn other_class_slot(context: &Context<'_>) -> Vec<Change> {
    let references = context.program.roles.all().flat_map(|role| &role.references);
    let classes: BTreeSet<&str> = references.map(|reference| &*reference.class).collect();
    let mut changes = Vec::new();
    for slot in &context.function.slots {
        let (Some(span), Some(class)) = (&slot.class_span, &slot.class) else { continue };
        for other in classes.iter().filter(|other| *other != class) {
            let name = context.program.roles.class_path(other).map(|path| context.file.name_of(path));
            let edit = Edit::new(span.clone(), name.unwrap_or_else(|| (*other).to_owned()));
            changes.push(Change::new(edit, Some(slot.subject())));
        }
    }
    changes
}
