//! Acquires, and the ways to test their outcome.

use super::super::body::{Block, Form, Head, Kind, Name, Object, Source, Stmt, Test};
use super::super::legal::reaches_its_end;
use super::belief::{Belief, Witness};
use super::{Frame, Generator};

/// What a test or `?` binds, and what it says about the slot.
struct Asked {
    source: Source,
    bound: Name,
    slot: Name,
    object: Option<Object>,
}

impl Generator<'_> {
    pub(super) fn acquire(&mut self, depth: usize) -> Block {
        let Some(slot) = self.slot(|belief| *belief == Belief::Idle) else { return vec![] };
        let object = self.any_object();
        if self.dice.percent(30) {
            self.believe(&slot.name, Belief::Held(object.clone()));
            return vec![Stmt::Get(object, slot.name)];
        }
        let name = slot.name.clone();
        let (source, object) = match self.dice.below(4) {
            0 | 1 => (Source::Find(name), None),
            2 => (Source::Open(name), None),
            _ => (Source::TryGet(object.clone(), name), Some(object)),
        };
        if self.dice.percent(25) {
            let name = self.name('w');
            let (kind, slot) = (source.kind(), slot.name);
            self.believe(&slot, Belief::Perhaps);
            self.scope.witnesses.push(Witness { name: name.clone(), kind, slot, object });
            return vec![Stmt::Bind(name, source)];
        }
        self.look(source, slot.name, object, depth)
    }

    /// Acquires something new into a slot in place of what it held.
    pub(super) fn rotate(&mut self, depth: usize) -> Block {
        let Some(old) = self.held() else { return vec![] };
        let mut body = if self.dice.percent(60) { self.declare() } else { vec![] };
        let Some(new) = self.slot(|belief| *belief == Belief::Idle).filter(|new| new.name != old.name) else {
            return body;
        };
        body.extend(self.look(Source::Find(new.name.clone()), new.name.clone(), Some(Object::Parameter(0)), depth));
        if self.sensible() {
            body.extend(self.give_back(&old.name));
        }
        let from = self.giving(&new);
        self.believe(&old.name, Belief::Held(Object::Parameter(0)));
        body.push(Stmt::Move(from, old.name));
        body
    }

    /// Tests a variable that is already bound.
    pub(super) fn ask(&mut self, depth: usize) -> Block {
        let Some(witness) = self.dice.pick(&self.scope.witnesses) else { return vec![] };
        self.look(Source::Bound(witness.kind, witness.name), witness.slot, witness.object, depth)
    }

    /// Tests the outcome of an acquire in one of the possible ways.
    fn look(&mut self, source: Source, slot: Name, object: Option<Object>, depth: usize) -> Block {
        let bound = self.name('m');
        let object = if source.kind() == Kind::Bool { object } else { Some(Object::Bound(bound.clone())) };
        let asked = Asked { source, bound, slot, object };
        let is_bool = asked.source.kind() == Kind::Bool;
        let again = !matches!(asked.source, Source::Bound(..)) && depth < 3 && !self.taste.plain;
        match self.dice.below(10) {
            0 | 1 if !is_bool && self.may_fail() => {
                self.found(&asked);
                vec![Stmt::Question { bound: asked.bound, source: asked.source }]
            }
            2 if !is_bool && self.dice.percent(40) => {
                self.found(&asked);
                vec![Stmt::Unwrap { bound: asked.bound, source: asked.source }]
            }
            3 | 4 => self.let_else(asked),
            5 if again => self.while_let(asked, depth),
            _ if depth < 4 => self.test(asked, depth),
            _ => self.let_else(asked),
        }
    }

    fn found(&mut self, asked: &Asked) {
        if asked.source.kind() != Kind::Bool {
            self.scope.objects.push(asked.bound.clone());
        }
        self.believe_held(asked);
    }

    fn believe_held(&mut self, asked: &Asked) {
        let known = self.scope.slots.iter().any(|slot| slot.name == asked.slot && slot.belief == Belief::Moved);
        if let Some(object) = asked.object.clone().filter(|_| !known) {
            self.believe(&asked.slot, Belief::Held(object));
        }
    }

    fn let_else(&mut self, asked: Asked) -> Block {
        let before = self.scope.clone();
        self.believe_failed(&asked.slot);
        let mut otherwise = if self.dice.percent(20) { self.release() } else { vec![] };
        let exit = self.exit();
        otherwise.extend(exit);
        if reaches_its_end(&otherwise) {
            otherwise.extend(self.way_back());
        }
        self.scope = before;
        self.found(&asked);
        vec![Stmt::LetElse { bound: asked.bound, source: asked.source, otherwise }]
    }

    fn believe_failed(&mut self, slot: &Name) {
        let moved = self.scope.slots.iter().any(|known| known.name == *slot && known.belief == Belief::Moved);
        if !moved {
            self.believe(slot, Belief::Idle);
        }
    }

    fn test(&mut self, asked: Asked, depth: usize) -> Block {
        let form = self.dice.weigh(&[(4, Form::Pattern), (3, Form::Match), (2, Form::Predicate), (1, Form::Negated)]);
        let before = self.scope.clone();
        if form.binds() {
            self.found(&asked);
        } else if asked.source.kind() == Kind::Bool {
            self.believe_held(&asked);
        } else {
            self.believe(&asked.slot, Belief::Held(Object::Parameter(0)));
        }
        let then = self.block(depth + 1);
        let taken = core::mem::replace(&mut self.scope, before.clone());
        self.believe_failed(&asked.slot);
        let otherwise = if self.dice.percent(55) { self.block(depth + 1) } else { vec![] };
        let missed = core::mem::replace(&mut self.scope, before);
        self.merge(&then, taken, &otherwise, missed);
        vec![Stmt::Test(Test { form, source: asked.source, bound: asked.bound, then, otherwise })]
    }

    fn while_let(&mut self, asked: Asked, depth: usize) -> Block {
        let before = self.scope.clone();
        let label = self.label();
        self.frames.push(Frame { label: label.clone(), repeats: true, slots: before.slots.len() });
        self.found(&asked);
        let mut body = self.block(depth + 1);
        if reaches_its_end(&body) && self.dice.percent(85) {
            body.extend(self.give_back(&asked.slot));
        }
        self.frames.pop();
        self.scope = before;
        vec![Stmt::Repeat { label, head: Head::WhileLet(asked.bound, asked.source), body }]
    }
}
