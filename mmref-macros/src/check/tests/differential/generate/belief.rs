//! What the generator believes of each slot, so that it can choose a sensible step.

use super::super::body::{Block, Cond, FACTS, Kind, Name, Object, Own};
use super::super::legal::reaches_its_end;
use super::Generator;

#[derive(Clone, Default)]
pub(super) struct Scope {
    pub(super) slots: Vec<Slot>,
    pub(super) objects: Vec<Name>,
    pub(super) witnesses: Vec<Witness>,
    pub(super) reasons: Vec<Reason>,
}

impl Scope {
    /// The belief at the start of a function.
    pub(super) fn with(own: Option<Own>) -> Self {
        let belief = |own| if own == Own::Given { Belief::Held(Object::Parameter(0)) } else { Belief::Idle };
        let slot = |own: Own| Slot { name: own.name().to_owned(), belief: belief(own), loops: 0 };
        let slots = own.filter(|own| *own != Own::Shown).map(slot).into_iter().collect();
        Self { slots, ..Self::default() }
    }
}

/// A slot that is held if a condition was true; the condition has the same value when it is tested again.
#[derive(Clone)]
pub(super) struct Reason {
    pub(super) slot: Name,
    pub(super) cond: Cond,
}

#[derive(Clone)]
pub(super) struct Slot {
    pub(super) name: Name,
    pub(super) belief: Belief,
    /// The number of loops around its declaration. A slot that is given up in a deeper loop must be taken, not moved.
    pub(super) loops: usize,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Belief {
    Idle,
    Held(Object),
    Moved,
    /// Held if the witness says so, or on some paths.
    Perhaps,
}

#[derive(Clone)]
pub(super) struct Witness {
    pub(super) name: Name,
    pub(super) kind: Kind,
    pub(super) slot: Name,
    pub(super) object: Option<Object>,
}

impl Generator<'_> {
    /// Which slots are held after a branch because of its condition.
    pub(super) fn remember(&mut self, cond: &Cond, taken: &Scope, missed: &Scope) {
        if !self.taste.repeats_flags || !stays(cond) {
            return;
        }
        for (one, other) in taken.slots.iter().zip(&missed.slots) {
            let cond = match (&one.belief, &other.belief) {
                (Belief::Held(_), Belief::Idle | Belief::Moved) => cond.clone(),
                (Belief::Idle | Belief::Moved, Belief::Held(_)) => Cond::Not(Box::new(cond.clone())),
                _ => continue,
            };
            self.scope.reasons.push(Reason { slot: one.name.clone(), cond });
        }
    }

    /// What to believe where two branches come together.
    pub(super) fn merge(&mut self, then: &Block, taken: Scope, otherwise: &Block, missed: Scope) {
        for (at, slot) in self.scope.slots.iter_mut().enumerate() {
            let (one, other) = (taken.slots[at].belief.clone(), missed.slots[at].belief.clone());
            slot.belief = match (reaches_its_end(then), reaches_its_end(otherwise)) {
                (true, false) => one,
                (false, true) => other,
                _ if one == other => one,
                _ if one == Belief::Moved || other == Belief::Moved => Belief::Moved,
                _ => Belief::Perhaps,
            };
        }
    }

    pub(super) fn held(&mut self) -> Option<Slot> {
        self.slot(|belief| matches!(belief, Belief::Held(_)))
    }

    /// A slot of this kind, or sometimes of another.
    pub(super) fn slot(&mut self, sensible: impl Fn(&Belief) -> bool) -> Option<Slot> {
        let wild = !self.sensible();
        let fit = |slot: &&Slot| if wild { slot.belief != Belief::Moved } else { sensible(&slot.belief) };
        let slots: Vec<Slot> = self.scope.slots.iter().filter(fit).cloned().collect();
        self.dice.pick(&slots)
    }

    pub(super) fn sensible(&mut self) -> bool {
        !self.dice.percent(self.taste.wild)
    }

    pub(super) fn believe(&mut self, name: &Name, belief: Belief) {
        if let Some(slot) = self.scope.slots.iter_mut().rev().find(|slot| slot.name == *name) {
            slot.belief = belief;
        }
    }
}

/// Whether a condition is the same when it is tested again.
fn stays(cond: &Cond) -> bool {
    match cond {
        Cond::Flag(_) | Cond::Fact(_) | Cond::Witness(_) => true,
        Cond::Call => false,
        Cond::Not(inner) => stays(inner),
        Cond::And(left, right) | Cond::Or(left, right) => stays(left) && stays(right),
    }
}

/// Another condition that has the same value in every run.
pub(super) fn agreeing(cond: Cond) -> Cond {
    match cond {
        Cond::Fact(0) => Cond::Fact(FACTS - 1),
        Cond::Fact(2) => Cond::Fact(0),
        Cond::Not(inner) => Cond::Not(Box::new(agreeing(*inner))),
        other => other,
    }
}
