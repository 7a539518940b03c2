//! Releases, and ways out that give up what must not be left held.

use super::super::body::{Back, Block, FILLED, Form, GIVEN, Giving, Kind, Name, Object, Own, Source, Stmt, Test};
use super::Generator;
use super::belief::{Belief, Slot, Witness, agreeing};

impl Generator<'_> {
    /// Leaves the function, a loop or a labelled block, usually after giving up what must not stay held.
    pub(super) fn exit(&mut self) -> Block {
        let frame = if self.frames.is_empty() { None } else { Some(self.dice.below(self.frames.len())) };
        let innermost = frame.is_some_and(|at| at + 1 == self.frames.len());
        let (stmt, from) = match (frame, self.dice.below(8)) {
            (_, 0) => (Some(Stmt::Panic), usize::MAX),
            (Some(at), 1..=5) => {
                let frame = &self.frames[at];
                let label =
                    if innermost && frame.repeats && self.dice.percent(70) { None } else { frame.label.clone() };
                let again = frame.repeats && self.dice.percent(45);
                if label.is_none() && !(innermost && frame.repeats) {
                    (None, 0)
                } else if again {
                    (Some(Stmt::Continue(label)), frame.slots)
                } else {
                    (Some(Stmt::Break(label)), frame.slots)
                }
            }
            _ => (None, 0),
        };
        let mut body = self.cleanup(from);
        match stmt {
            Some(stmt) => body.push(stmt),
            None => body.extend(self.way_back()),
        }
        body
    }

    /// The end of the function, a success by default.
    pub(super) fn finish(&mut self) -> Block {
        let own = self.taste.own;
        match own {
            Some(Own::Given) if self.sensible() => self.give_back(&GIVEN.to_owned()),
            Some(Own::Filled) if self.dice.percent(85) => self.way_back(),
            _ => vec![],
        }
    }

    /// Leaves the function; returns a success mostly when its own reference is filled.
    pub(super) fn way_back(&mut self) -> Block {
        let own = self.scope.slots.iter().find(|slot| slot.name == FILLED).map(|slot| slot.belief.clone());
        let Some(kind) = self.returns else { return vec![Stmt::Return(Back::Success(None))] };
        let (success, failure) = (Stmt::Return(Back::Success(Some(kind))), Stmt::Return(Back::Failure(kind)));
        match own {
            None if kind == Kind::Bool && self.dice.percent(50) => vec![success],
            None => vec![failure],
            Some(_) if !self.sensible() => vec![if self.dice.percent(50) { success } else { failure }],
            Some(Belief::Held(_)) if self.dice.percent(70) => vec![success],
            Some(Belief::Perhaps) if self.dice.percent(60) => vec![self.outcome(kind).unwrap_or(success)],
            Some(Belief::Idle) if self.dice.percent(25) => vec![Stmt::Return(Back::Outcome(self.own_acquire(kind)))],
            Some(_) => {
                let mut body = self.give_back(&FILLED.to_owned());
                body.push(failure);
                body
            }
        }
    }

    /// Returns a value that says whether the function's own reference is filled.
    fn outcome(&mut self, kind: Kind) -> Option<Stmt> {
        let tells = |witness: &&Witness| witness.slot == FILLED && witness.kind == kind;
        let witness = self.scope.witnesses.iter().rev().find(tells)?;
        Some(Stmt::Return(Back::Outcome(Source::Bound(kind, witness.name.clone()))))
    }

    fn own_acquire(&mut self, kind: Kind) -> Source {
        match kind {
            Kind::Bool => Source::TryGet(Object::Parameter(0), FILLED.to_owned()),
            _ => Source::Find(FILLED.to_owned()),
        }
    }

    /// Gives up the held slots from this one on.
    pub(super) fn cleanup(&mut self, from: usize) -> Block {
        let slots = self.scope.slots.iter().skip(from).rev().filter(|slot| slot.name != FILLED);
        let names: Vec<Name> = slots.map(|slot| slot.name.clone()).collect();
        names.iter().flat_map(|name| if self.sensible() { self.give_back(name) } else { vec![] }).collect()
    }

    pub(super) fn give_back(&mut self, name: &Name) -> Block {
        let Some(slot) = self.scope.slots.iter().rev().find(|slot| slot.name == *name).cloned() else { return vec![] };
        match &slot.belief {
            Belief::Held(object) => {
                let object = object.clone();
                vec![Stmt::Put(object, self.giving(&slot))]
            }
            Belief::Perhaps => {
                let reason = self.scope.reasons.iter().rev().find(|reason| reason.slot == *name).cloned();
                if let Some(reason) = reason {
                    let then = vec![Stmt::Put(Object::Parameter(0), self.giving(&slot))];
                    let cond = if self.dice.percent(50) { agreeing(reason.cond) } else { reason.cond };
                    return vec![Stmt::If(cond, then, vec![])];
                }
                let witness = self.scope.witnesses.iter().rev().find(|witness| witness.slot == *name).cloned();
                witness.map(|witness| self.if_held(&slot, witness)).into_iter().collect()
            }
            Belief::Idle | Belief::Moved => vec![],
        }
    }

    fn if_held(&mut self, slot: &Slot, witness: Witness) -> Stmt {
        let bound = self.name('m');
        let object = witness.object.unwrap_or_else(|| Object::Bound(bound.clone()));
        let then = vec![Stmt::Put(object, self.giving(slot))];
        let source = Source::Bound(witness.kind, witness.name);
        Stmt::Test(Test { form: Form::Pattern, source, bound, then, otherwise: vec![] })
    }

    pub(super) fn release_or_ask_why(&mut self) -> Block {
        let reasons: Vec<Name> = self.scope.reasons.iter().map(|reason| reason.slot.clone()).collect();
        match self.dice.pick(&reasons) {
            Some(slot) => self.give_back(&slot),
            None => self.release(),
        }
    }

    pub(super) fn release(&mut self) -> Block {
        let Some(slot) = self.held() else { return vec![] };
        let object = match &slot.belief {
            Belief::Held(object) => object.clone(),
            _ => Object::Parameter(0),
        };
        let into = self.slot(|belief| *belief == Belief::Idle).filter(|into| into.name != slot.name);
        match into {
            Some(into) if self.dice.percent(45) => {
                let from = self.giving(&slot);
                self.believe(&into.name, slot.belief.clone());
                match from {
                    Giving::Whole(from) if self.dice.percent(15) => vec![Stmt::Assign(into.name, from)],
                    from => vec![Stmt::Move(from, into.name)],
                }
            }
            _ => vec![Stmt::Put(object, self.giving(&slot))],
        }
    }

    /// A slot given up by value, and its state afterwards.
    pub(super) fn giving(&mut self, slot: &Slot) -> Giving {
        let take = match slot.name.as_str() {
            FILLED => 100,
            GIVEN => 0,
            _ if slot.loops < self.loops() => 75,
            _ => 12,
        };
        if self.dice.percent(take) {
            self.believe(&slot.name, Belief::Idle);
            Giving::Taken(slot.name.clone())
        } else {
            self.believe(&slot.name, Belief::Moved);
            Giving::Whole(slot.name.clone())
        }
    }
}
