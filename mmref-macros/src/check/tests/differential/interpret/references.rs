//! What a run does with references and objects.

use super::super::body::{FILLED, Giving, Name, Object, Source};
use super::super::judge::Excuse;
use super::super::trace::{Event, Violation};
use super::{Acquire, Held, PARAMETERS, Run, Slot, Value, Var};
use crate::model::Rule;

impl<'a> Run<'a, '_> {
    /// The outcome of an acquire that is being tested.
    pub(super) fn outcome(&mut self, source: &'a Source) -> Option<usize> {
        let value = self.acquire(source);
        self.heeded(value)
    }

    pub(super) fn heeded(&mut self, value: Value) -> Option<usize> {
        match value {
            Value::Object(object) => Some(object),
            Value::Outcome(acquire, outcome) => {
                self.state.heeded.push(acquire);
                outcome
            }
        }
    }

    pub(super) fn acquire(&mut self, source: &'a Source) -> Value {
        let (into, object) = match source {
            Source::Bound(_, name) => return self.value(name),
            Source::Find(into) | Source::Open(into) => (into, None),
            Source::TryGet(mm, into) => (into, Some(self.object(mm))),
        };
        self.state.acquired += 1;
        let acquire = self.state.acquired;
        let outcome = self.turns().then(|| object.unwrap_or(PARAMETERS + acquire));
        self.fill(into, outcome, acquire, false);
        Value::Outcome(acquire, outcome)
    }

    /// `surely` if the call does nothing else with a reference.
    pub(super) fn fill(&mut self, into: &str, object: Option<usize>, acquire: Acquire, surely: bool) {
        let slot = self.slot(into);
        let before = self.slots[slot].held;
        if let Some(before) = before {
            self.state.wrong.push(before.object);
            let lent = (into == FILLED && !surely).then_some(Excuse::Lent);
            self.state.wrong.extend(object.filter(|_| lent.is_some()));
            self.excused(&[Rule::C7], slot, lent);
        }
        // A checker assumes that this vouches with a reference even while the outcome of its acquire is open.
        let is_open = self.slots[slot].is_open(&self.state);
        if into == FILLED && !surely && is_open {
            self.slots[slot].tainted = true;
            self.state.wrong.extend(object);
        }
        let stays = before.filter(|_| object.is_none() && self.tape.choose(2) == 1);
        let slot = &mut self.slots[slot];
        slot.held = object.map(|object| Held { object }).or(stays);
        slot.acquire = acquire;
    }

    /// An assignment. The old content of the slot is lost.
    pub(super) fn overwrite(&mut self, name: &Name, with: Option<Held>) {
        let slot = self.slot(name);
        if let Some(before) = self.slots[slot].held {
            self.state.wrong.push(before.object);
            self.violated(&[Rule::C6, Rule::C7], slot);
        }
        let slot = &mut self.slots[slot];
        *slot = Slot { name: slot.name, held: with, tainted: false, acquire: 0 };
    }

    pub(super) fn give_up(&mut self, what: &Giving) -> Option<Held> {
        let slot = self.slot(what.name());
        self.used(slot);
        self.slots[slot].acquire = 0;
        self.slots[slot].held.take()
    }

    pub(super) fn transfer(&mut self, from: &'a Giving, into: &'a Name) {
        let source = self.slot(from.name());
        let acquire = self.slots[source].acquire;
        let held = self.give_up(from);
        let wrong = self.slots[source].tainted;
        // If the reference holds nothing, the checker may believe either of the target.
        let moved = match held {
            Some(held) => Some(held.object),
            None => (self.tape.choose(2) == 1).then_some(usize::MAX),
        };
        let target = self.slot(into);
        self.slots[target].tainted |= held.is_none();
        self.events.push(Event::Moved(from.name(), into));
        self.fill(into, moved, acquire, true);
        self.slots[target].tainted |= wrong;
    }

    /// A reference is given up or vouched with.
    pub(super) fn used(&mut self, slot: usize) {
        if self.slots[slot].held.is_none() {
            self.violated(&[Rule::C8], slot);
        }
    }

    pub(super) fn violated(&mut self, rules: &'static [Rule], slot: usize) {
        self.excused(rules, slot, None);
    }

    fn excused(&mut self, rules: &'static [Rule], slot: usize, excuse: Option<Excuse>) {
        let slot = &mut self.slots[slot];
        let unheeded = slot.held.is_none() && slot.is_open(&self.state);
        let excuse = match core::mem::replace(&mut slot.tainted, true) {
            true => Some(Excuse::Consequence),
            false => excuse.or(unheeded.then_some(Excuse::Unheeded)),
        };
        let violation = Violation { site: self.at, rules, name: slot.name, excuse };
        self.events.push(Event::Violated(violation));
    }

    /// An object is used: it must be kept by some reference.
    pub(super) fn object(&mut self, object: &'a Object) -> usize {
        let name = match object {
            Object::Parameter(index) => return *index,
            Object::Bound(name) => name,
        };
        let (Value::Object(object) | Value::Outcome(_, Some(object))) = self.value(name) else { return usize::MAX };
        if !self.is_kept(object) || self.state.wrong.contains(&object) {
            let excuse = if self.state.wrong.contains(&object) {
                Some(Excuse::Consequence)
            } else {
                self.vars.iter().any(|var| var.name == name && var.unnamed).then_some(Excuse::UnderAnotherName)
            };
            self.state.wrong.push(object);
            self.events.push(Event::Violated(Violation { site: self.at, rules: &[Rule::C9], name, excuse }));
        }
        object
    }

    /// The object was given up beside this name. Its other names were not mentioned.
    pub(super) fn unnamed(&mut self, object: usize, beside: &Object) {
        let is_it = |value: Value| matches!(value, Value::Object(other) if other == object);
        let is_named = |name: &Name| matches!(beside, Object::Bound(beside) if beside == name);
        self.vars.iter_mut().filter(|var| is_it(var.value) && !is_named(var.name)).for_each(|var| var.unnamed = true);
    }

    pub(super) fn is_kept(&self, object: usize) -> bool {
        let keeps = |slot: &Slot<'_>| slot.held.is_some_and(|held| held.object == object);
        object < PARAMETERS || self.slots.iter().any(keeps)
    }

    pub(super) fn bind(&mut self, name: &'a Name, value: Value) {
        let unnamed = matches!(value, Value::Object(object) if !self.is_kept(object));
        self.vars.push(Var { name, value, unnamed });
    }

    pub(super) fn slot(&self, name: &str) -> usize {
        self.slots.iter().rposition(|slot| slot.name == name).expect("a legal body names slots in scope")
    }

    pub(super) fn value(&self, name: &Name) -> Value {
        self.vars.iter().rev().find(|var| var.name == name).expect("a legal body names variables in scope").value
    }
}
