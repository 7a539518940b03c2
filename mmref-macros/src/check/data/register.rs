//! The references, variables and acquires of a function: numbered, and found by name.
//!
//! Each is keyed by the syntax node that makes it. Nodes keep their address, so another round of a loop adds none.

use std::collections::BTreeMap;

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Ident, Path};

use super::access::AccessPath;
use super::point::Point;
use super::scope::Binding;
use super::state::{Event, FIELD, PAST, Slot, Var, is_field};
use crate::syntax::node::Node;

#[derive(Default)]
pub(crate) struct Register {
    slots: Numbered<SlotInfo>,
    vars: Numbered<VarInfo>,
    events: Numbered<EventInfo>,
    fields: Vec<AccessPath>,
}

struct EventInfo {
    span: Span,
    /// The path of the function that fills, as far as that is known.
    function: Option<String>,
}

struct SlotInfo {
    name: String,
    role: Role,
}

/// Who is responsible for a reference at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// This function: a local slot.
    Local,
    /// This function, which was given it to give up.
    Released,
    /// The caller, who expects it to be filled.
    Acquired,
}

struct VarInfo {
    name: String,
    /// A parameter: its value depends on nothing else.
    independent: bool,
    /// What the variable was made of.
    about: Vec<String>,
}

struct Numbered<T> {
    infos: Vec<T>,
    known: BTreeMap<Node, usize>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { infos: Vec::new(), known: BTreeMap::new() }
    }
}

impl<T> Numbered<T> {
    fn number(&mut self, node: Node, info: impl FnOnce() -> T) -> usize {
        let number = *self.known.entry(node).or_insert(self.infos.len());
        if number == self.infos.len() {
            self.infos.push(info());
        }
        number
    }
}

impl Register {
    /// The reference that the syntax `node` declares.
    pub(crate) fn slot<T>(&mut self, node: &T, name: &Ident, role: Role) -> Slot {
        self.slots.number(Node::of(node), || SlotInfo { name: name.to_string(), role })
    }

    /// The field as a slot.
    pub(crate) fn field(&mut self, place: &AccessPath) -> Slot {
        let known = self.fields.iter().position(|known| known == place).unwrap_or(self.fields.len());
        if known == self.fields.len() {
            self.fields.push(place.clone());
        }
        known | FIELD
    }

    /// Every field that is followed.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (Slot, &AccessPath)> {
        self.fields.iter().enumerate().map(|(at, place)| (at | FIELD, place))
    }

    pub(crate) fn has_no_fields(&self) -> bool {
        self.fields.is_empty()
    }

    pub(crate) fn var(&mut self, name: &Ident, independent: bool) -> Var {
        self.vars.number(Node::of(name), || VarInfo { name: name.to_string(), independent, about: Vec::new() })
    }

    /// The acquire of a syntax node that fills a reference.
    pub(crate) fn event(&mut self, place: Point<'_>) -> Event {
        self.acquire(place, None)
    }

    /// The same, by a call of this function.
    pub(crate) fn acquire(&mut self, place: Point<'_>, function: Option<&Path>) -> Event {
        let function = || function.map(|path| path.to_token_stream().to_string());
        self.events.number(place.node, || EventInfo { span: place.span(), function: function() })
    }

    /// Whether both events are calls of one function, by its path.
    pub(crate) fn are_of_one_function(&self, one: Event, other: Event) -> bool {
        let [one, other] = [one, other].map(|event| &self.events.infos[event & !PAST].function);
        one.is_some() && one == other
    }

    /// Another function has had the reference, and may be the one that filled it.
    pub(crate) fn may_be_of_another(&mut self, event: Event) {
        self.events.infos[event & !PAST].function = None;
    }

    /// From here on the variable is made of these.
    pub(crate) fn made_of(&mut self, var: Var, about: Vec<String>) {
        self.vars.infos[var].about = about;
    }

    pub(crate) fn name(&self, of: Binding) -> String {
        match of {
            Binding::Slot(slot) if is_field(slot) => self.fields[slot & !FIELD].to_string(),
            Binding::Slot(slot) => self.slots.infos[slot].name.clone(),
            Binding::Var(var) => self.vars.infos[var].name.clone(),
        }
    }

    /// Where the acquire stands.
    pub(crate) fn span(&self, event: Event) -> Span {
        self.events.infos[event & !PAST].span
    }

    pub(crate) fn role(&self, slot: Slot) -> Role {
        self.slots.infos[slot].role
    }

    /// Whether the value of the variable depends on nothing else.
    pub(crate) fn is_independent(&self, var: Var) -> bool {
        let VarInfo { name, independent, .. } = &self.vars.infos[var];
        *independent && !self.vars.infos.iter().any(|other| other.about.contains(name))
    }

    /// The variable itself, and what it was made of.
    pub(crate) fn subjects(&self, var: Var) -> Vec<String> {
        let VarInfo { name, about, .. } = &self.vars.infos[var];
        [std::slice::from_ref(name), about.as_slice()].concat()
    }
}

#[cfg(test)]
#[path = "tests/register.rs"]
mod tests;
