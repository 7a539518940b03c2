//! A pointer is stored without its reference.

use super::{Change, Context, both_ends};
use crate::mutant::Edit;
use crate::source::facts::{Call, Callee, FieldValue, Mode, Output, Span};
use crate::source::names;
use crate::source::owners::Subject;

/// A structure literal leaves out a reference, or makes a fresh one in place of the acquired one.
pub(super) fn forget_field(context: &Context<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for value in &context.function.literals {
        changes.push(Change::new(Edit::new(value.span.clone(), ""), subject(value)));
        if let Some((slot, at)) = &value.slot
            && is_filled(context, slot)
        {
            changes.push(Change::new(instead_of(context, value, at, &fresh(context)), subject(value)));
        }
    }
    changes
}

/// An idle reference.
fn fresh(context: &Context<'_>) -> String {
    format!("{}!()", context.file.name_of_mmref(names::SLOT_MACRO))
}

/// The field, and the local that its reference comes from.
fn subject(value: &FieldValue) -> impl Iterator<Item = Subject> {
    let slots = [Some(format!("{}.{}", value.owner, value.field)), value.slot.as_ref().map(|(slot, _)| slot.clone())];
    slots.into_iter().flatten().map(|slot| Subject { slot, class: None, at: value.span.start })
}

/// Another expression in place of the slot.
fn instead_of(context: &Context<'_>, field: &FieldValue, slot: &Span, text: &str) -> Edit {
    let is_shorthand = context.text(&field.span).trim_end_matches(',') == field.field;
    let name = if is_shorthand { format!("{}: ", field.field) } else { String::new() };
    Edit::new(slot.clone(), format!("{name}{text}"))
}

fn is_filled(context: &Context<'_>, slot: &str) -> bool {
    let calls = context.function.calls.iter();
    calls.flat_map(|call| &call.references).any(|it| it.mode == Mode::Acquires && it.slot.as_deref() == Some(slot))
}

/// The reference is put at the place where it was moved beside the pointer.
pub(super) fn store_pointer_only(context: &Context<'_>) -> Vec<Change> {
    let moves = context.function.calls.iter().filter(|call| call.moves()).filter_map(|call| {
        let from = call.references.first()?;
        let put = put(context, &from.subject()?, context.text(&from.span))?;
        Some(Change::new(Edit::new(call.span.clone(), put), both_ends(context, call)))
    });
    let literals = context.function.literals.iter().filter_map(|value| {
        let (slot, at) = value.slot.as_ref()?;
        let put = put(context, &Subject { slot: slot.clone(), class: None, at: at.start }, context.text(at))?;
        let text = format!("{{ {put}; {} }}", fresh(context));
        Some(Change::new(instead_of(context, value, at, &text), subject(value)))
    });
    moves.chain(literals).collect()
}

/// `mmput(mm, mm_ref)` for a reference to `mm`.
fn put(context: &Context<'_>, from: &Subject, passed: &str) -> Option<String> {
    let filling = context.function.calls.iter().find(|call| call.slot(Mode::Acquires) == Some(&from.slot));
    let class = from.class.as_deref().or_else(|| filling?.passed(Mode::Acquires)?.class.as_deref())?;
    let (path, ty) = releasing(context, class)?;
    let of_type = || context.function.bindings.iter().find(|it| it.ty.as_ref() == Some(&ty) && it.is_visible(from.at));
    let object = filling.and_then(|call| object_of(context, call)).or_else(|| of_type().map(|it| it.name.clone()));
    let object = object.or_else(|| beside(context, &from.slot))?;
    Some(format!("{}({object}, {passed})", context.file.name_of(&path)))
}

/// The object of a filling call: what it returned, or its argument.
fn object_of(context: &Context<'_>, call: &Call) -> Option<String> {
    let (block, index) = context.function.statement_at(call.span.start)?;
    match (block.statements[index].binds.as_slice(), &call.callee) {
        ([name], Callee::Annotated(_)) => Some(name.clone()),
        ([], Callee::Annotated(_)) => Some(context.text(call.object()?).to_owned()),
        _ => None,
    }
}

/// `bprm.mm` beside `bprm.mm_ref`
fn beside(context: &Context<'_>, slot: &str) -> Option<String> {
    let pointer = slot.strip_suffix("_ref")?;
    let is_there = pointer.contains('.') && context.text(&context.function.body).contains(pointer);
    is_there.then(|| pointer.to_owned())
}

/// A function that gives up one reference of a class and returns nothing, and the type of its object.
fn releasing(context: &Context<'_>, class: &str) -> Option<(String, String)> {
    let mut roles = context.program.roles.all();
    let role = roles.find(|role| {
        let one = matches!(role.references.as_slice(), [it] if it.mode == Mode::Releases && it.class == class);
        one && role.output == Output::Unit && role.plain.len() == 1 && !role.has_receiver
    })?;
    Some((role.path.clone(), role.plain[0].clone()))
}
