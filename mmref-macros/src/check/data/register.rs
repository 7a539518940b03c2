//! The references, variables and acquires of a function: numbered, and found by name.
//!
//! Each has the number of the syntax that makes it, which stays at its address, so a loop that comes round makes no new ones.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{Expr, Ident, Path};

use super::field::AccessPath;
use super::observe::{Point, address};
use super::scope::{self, Binding};
use super::walk::Walker;
use super::state::{Event, FIELD, PAST, Slot, Typestate, Var, States, is_field};

#[derive(Default)]
pub(super) struct Register {
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

/// Who answers for a reference at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// This function: a local slot.
    Local,
    /// This function, which was handed it to give up.
    Released,
    /// The caller, who wants it filled.
    Acquired,
}

struct VarInfo {
    name: String,
    /// A parameter: what it says depends on nothing else.
    independent: bool,
    /// What the variable was made of.
    about: Vec<String>,
}

struct Numbered<T> {
    infos: Vec<T>,
    /// Numbers by address.
    known: BTreeMap<usize, usize>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { infos: Vec::new(), known: BTreeMap::new() }
    }
}

impl<T> Numbered<T> {
    fn number(&mut self, node: usize, info: impl FnOnce() -> T) -> usize {
        let number = *self.known.entry(node).or_insert(self.infos.len());
        if number == self.infos.len() {
            self.infos.push(info());
        }
        number
    }
}

impl Register {
    /// The reference that the syntax `node` declares.
    pub(super) fn slot<T>(&mut self, node: &T, name: &Ident, role: Role) -> Slot {
        self.slots.number(address(node), || SlotInfo { name: name.to_string(), role })
    }

    /// The field as a slot.
    pub(super) fn field(&mut self, place: &AccessPath) -> Slot {
        let known = self.fields.iter().position(|known| known == place).unwrap_or(self.fields.len());
        if known == self.fields.len() {
            self.fields.push(place.clone());
        }
        known | FIELD
    }

    /// Every field that is followed.
    pub(super) fn fields(&self) -> impl Iterator<Item = (Slot, &AccessPath)> {
        self.fields.iter().enumerate().map(|(at, place)| (at | FIELD, place))
    }

    pub(super) fn has_no_fields(&self) -> bool {
        self.fields.is_empty()
    }

    fn var(&mut self, name: &Ident, independent: bool) -> Var {
        self.vars.number(address(name), || VarInfo { name: name.to_string(), independent, about: Vec::new() })
    }

    /// The acquire of a syntax node that fills a reference.
    pub(super) fn event(&mut self, place: Point<'_>) -> Event {
        self.acquire(place, None)
    }

    /// The same, by a call of this function.
    pub(super) fn acquire(&mut self, place: Point<'_>, function: Option<&Path>) -> Event {
        let function = || function.map(|path| path.to_token_stream().to_string());
        self.events.number(place.node, || EventInfo { span: place.span(), function: function() })
    }

    /// Whether one function, called by its path, is what fills in both events.
    pub(super) fn are_of_one_function(&self, one: Event, other: Event) -> bool {
        let [one, other] = [one, other].map(|event| &self.events.infos[event & !PAST].function);
        one.is_some() && one == other
    }

    /// Another function has had the reference: that may have been what filled it.
    pub(super) fn may_be_of_another(&mut self, event: Event) {
        self.events.infos[event & !PAST].function = None;
    }

    /// From here on the variable is known to be made of these.
    pub(super) fn made_of(&mut self, var: Var, about: Vec<String>) {
        self.vars.infos[var].about = about;
    }

    pub(super) fn name(&self, of: Binding) -> String {
        match of {
            Binding::Slot(slot) if is_field(slot) => self.fields[slot & !FIELD].to_string(),
            Binding::Slot(slot) => self.slots.infos[slot].name.clone(),
            Binding::Var(var) => self.vars.infos[var].name.clone(),
        }
    }

    /// Where the acquire stands.
    pub(super) fn span(&self, event: Event) -> Span {
        self.events.infos[event & !PAST].span
    }
}

impl Walker<'_> {
    /// The reference that the syntax `node` declares, under its name.
    pub(super) fn declare<T>(&mut self, node: &T, name: &Ident, role: Role) -> Slot {
        let slot = self.register.slot(node, name, role);
        self.bind(name, Binding::Slot(slot));
        slot
    }

    pub(super) fn bind_var(&mut self, name: &Ident, independent: bool) -> Var {
        let var = self.register.var(name, independent);
        self.bind(name, Binding::Var(var));
        var
    }

    fn bind(&mut self, name: &Ident, binding: Binding) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.bind(name, binding);
        }
    }

    pub(super) fn role(&self, slot: Slot) -> Role {
        self.register.slots.infos[slot].role
    }

    /// Whether what the variable says has to do with nothing else.
    pub(super) fn is_independent(&self, var: Var) -> bool {
        let VarInfo { name, independent, .. } = &self.register.vars.infos[var];
        *independent && !self.register.vars.infos.iter().any(|other| other.about.contains(name))
    }

    /// The variable itself, and what it was made of.
    pub(super) fn var_subjects(&self, var: Var) -> Vec<String> {
        let VarInfo { name, about, .. } = &self.register.vars.infos[var];
        [std::slice::from_ref(name), about.as_slice()].concat()
    }

    /// The reference or variable that an expression is the bare name of.
    pub(super) fn named(&self, expression: &Expr) -> Option<Binding> {
        match expression {
            Expr::Path(path) => scope::find(&self.scopes, path.path.get_ident()?),
            Expr::Paren(paren) => self.named(&paren.expr),
            Expr::Group(group) => self.named(&group.expr),
            _ => None,
        }
    }

    pub(super) fn slot_named(&self, expression: &Expr) -> Option<Slot> {
        match self.named(expression)? {
            Binding::Slot(slot) => Some(slot),
            Binding::Var(_) => None,
        }
    }

    /// Everything named in here goes out of sight.
    pub(super) fn escape(&self, tokens: TokenStream, states: States) -> States {
        let mentioned = scope::mentioned(&self.scopes, tokens.clone());
        let fields = self.fields_mentioned(&tokens, &mentioned);
        states.each(|state| {
            fields.iter().for_each(|field| state.hide(*field));
            for binding in &mentioned {
                match binding {
                    Binding::Slot(slot) => state.set(*slot, Typestate::Escaped),
                    Binding::Var(var) => {
                        state.lose(state.fact(*var));
                        state.facts.remove(*var);
                    }
                }
            }
        })
    }
}

#[cfg(test)]
#[path = "tests/register.rs"]
mod tests;
