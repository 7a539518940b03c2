//! What is known on one path.

use super::set::{Map, Set, Sorted};

/// A reference that was declared at one place of the body.
pub(crate) type Slot = usize;
/// A variable that was bound at one place of the body.
pub(crate) type Var = usize;
/// A place of the body that fills a reference.
pub(crate) type Event = usize;

/// Set in the number of an event that happened in an earlier round of a loop.
pub(crate) const PAST: Event = 1 << (Event::BITS - 1);

/// Set in the number of a slot that is a field. A field that escapes is forgotten.
pub(crate) const FIELD: Slot = 1 << (Slot::BITS - 1);

pub(crate) const fn is_field(slot: Slot) -> bool {
    slot & FIELD != 0
}

/// The state of a reference.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Typestate {
    Idle,
    /// Filled by this event, or perhaps not while its outcome is open.
    Held(Event),
    /// Given up or moved: rustc reports any further use.
    Gone,
    /// Not followed any more: left to the checks at run time.
    Escaped,
}

/// What is known about the value of an expression or variable.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Value {
    Unknown,
    Bool(bool),
    /// Success or failure of an acquire: an `Option`, a `Result`, a `bool` or a pointer.
    Outcome(Event),
    /// A `bool` that is true if the acquire succeeded (or, with false, if it failed).
    Truth(Event, bool),
    /// The object that a successful acquire returned.
    Object(Event),
    /// Certainly a success, or certainly a failure, of something that filled nothing.
    Success(bool),
    /// The result of a put: true if it was the last.
    Last,
    /// The result of a call that filled a field, which may be no reference, so nothing else follows from it. With true
    /// the field is filled on success, with false on failure; `None` stands for the value inside a success.
    OfField(Event, Option<bool>),
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct State {
    pub(crate) slots: Map<Slot, Typestate>,
    pub(crate) facts: Map<Var, Value>,
    /// Acquires whose outcome is known.
    pub(crate) outcomes: Map<Event, bool>,
    /// Objects whose last reference was given up.
    pub(crate) dead: Sorted<Var>,
    /// Acquires whose object's last reference was given up.
    pub(crate) over: Sorted<Event>,
    /// Objects, and who keeps each besides the reference of its own acquire: `None` for somebody who is not followed.
    pub(crate) kept: Sorted<(Var, Option<Slot>)>,
    /// References whose state here depends on two conditions that may be the same.
    pub(crate) doubtful: Sorted<Slot>,
}

pub(crate) type States = Set<State>;
/// The states after an expression, each with its value.
pub(crate) type Told = Set<(State, Value)>;

impl State {
    pub(crate) fn typestate(&self, slot: Slot) -> Typestate {
        self.slots.get(slot).copied().unwrap_or(Typestate::Escaped)
    }

    /// Whether the reference is held, if that is known.
    fn kind(&self, slot: Slot) -> Option<bool> {
        match self.typestate(slot) {
            Typestate::Held(_) => Some(true),
            Typestate::Idle | Typestate::Gone => Some(false),
            Typestate::Escaped => None,
        }
    }

    pub(crate) fn set(&mut self, slot: Slot, typestate: Typestate) {
        if is_field(slot) && matches!(typestate, Typestate::Escaped | Typestate::Gone) {
            return self.hide(slot);
        }
        self.slots.insert(slot, typestate);
        self.doubtful.remove(slot);
    }

    pub(crate) fn fact(&self, var: Var) -> Value {
        self.facts.get(var).copied().unwrap_or(Value::Unknown)
    }

    pub(crate) fn learn(&mut self, var: Var, value: Value) {
        match value {
            Value::Unknown => self.facts.remove(var),
            value => self.facts.insert(var, value),
        };
        self.dead.remove(var);
        self.kept.retain(|(object, _)| object != var);
        if matches!(value, Value::Object(event) if self.over.contains(event)) {
            self.dead.insert(var);
        }
    }

    /// The reference keeps those objects passed beside it that an acquire returned. Others are not followed.
    pub(crate) fn keep(&mut self, objects: &[Var], by: Slot) {
        for object in objects {
            if let Value::Object(_) = self.fact(*object) {
                self.kept.insert((*object, Some(by)));
            }
        }
    }

    /// Whether a variable holds the outcome of the acquire, and nobody has looked at it yet.
    pub(crate) fn is_told(&self, event: Event) -> bool {
        let tells = |value: &Value| matches!(value, Value::Outcome(of) | Value::Truth(of, _) if *of == event);
        self.outcomes.get(event).is_none() && self.facts.values().any(tells)
    }

    /// The objects that the reference keeps alive.
    pub(crate) fn objects_of(&self, slot: Slot) -> Vec<Var> {
        let acquired = |value: &Value| matches!((value, self.typestate(slot)), (Value::Object(gave), Typestate::Held(held)) if *gave == held);
        let given = self.facts.iter().filter(|(_, value)| acquired(value)).map(|(var, _)| var);
        given.chain(self.kept.iter().filter(|(_, by)| *by == Some(slot)).map(|(var, _)| var)).collect()
    }

    /// Whether anybody keeps the object, or may keep it.
    pub(crate) fn is_kept(&self, object: Var) -> bool {
        let held_by = |slot: Slot| matches!(self.typestate(slot), Typestate::Held(_) | Typestate::Escaped);
        let gave = self.fact(object);
        self.kept.iter().any(|(var, by)| var == object && by.is_none_or(held_by))
            || self.slots.values().any(|typestate| match (typestate, gave) {
                (Typestate::Held(event), Value::Object(gave)) => *event == gave,
                (Typestate::Escaped, _) => true,
                _ => false,
            })
    }

    /// `to` takes over what the reference `from` holds.
    pub(crate) fn transfer(&mut self, from: Slot, to: Slot, left: Typestate) {
        let (typestate, doubtful) = (self.typestate(from), self.doubtful.contains(from));
        let objects = self.objects_of(from);
        self.kept.extend(objects.into_iter().map(|object| (object, Some(to))));
        self.set(to, if typestate == Typestate::Gone { Typestate::Escaped } else { typestate });
        self.set(from, if typestate == Typestate::Escaped { Typestate::Escaped } else { left });
        if doubtful {
            self.doubtful.insert(to);
        }
    }

    /// The state of these references depends on a condition that may be the same as another one.
    pub(crate) fn doubt(&mut self, contested: &Sorted<Slot>) {
        if !contested.is_empty() {
            self.doubtful.extend(contested.iter());
            self.revive();
        }
    }

    /// The acquire runs again: what was known is about an earlier run of it.
    pub(crate) fn restart(&mut self, event: Event) {
        self.outcomes.remove(event);
        self.over.remove(event);
        self.facts.retain(|_, value| value.event() != Some(event));
        let before = self.slots.values_mut().filter(|typestate| **typestate == Typestate::Held(event));
        before.for_each(|typestate| *typestate = Typestate::Held(event | PAST));
    }

    /// No reference is certain any more, so no object that only references kept is known to be given up.
    pub(crate) fn revive(&mut self) {
        self.dead = Sorted::new();
        self.over = Sorted::new();
    }

    /// The same for these objects only.
    pub(crate) fn revive_only(&mut self, objects: &Sorted<Var>) {
        for object in objects.iter() {
            if let Value::Object(event) = self.fact(object) {
                self.over.remove(event);
            }
            self.dead.remove(object);
        }
    }

    /// A put returned that it was the last, so nobody else holds that object, whatever was known before.
    pub(crate) fn after_the_last(mut self) -> Self {
        self.escape_all(|typestate| matches!(typestate, Typestate::Held(_)));
        self
    }

    /// The acquire turns out to have succeeded or failed. Returns `None` if that contradicts this state.
    pub(crate) fn decide(mut self, event: Event, success: bool) -> Option<Self> {
        match self.outcomes.insert(event, success) {
            Some(known) if known != success => return None,
            _ => {}
        }
        if !success {
            let holds = |typestate: &Typestate| *typestate == Typestate::Held(event);
            self.slots
                .values_mut()
                .filter(|typestate| holds(typestate))
                .for_each(|typestate| *typestate = Typestate::Idle);
        }
        Some(self)
    }

    /// Forgets the outcomes of acquires that no value depends on, neither here nor in `told`. States that differ in
    /// nothing else are one.
    pub(crate) fn settle(&mut self, told: &[Value]) {
        if self.outcomes.is_empty() && self.over.is_empty() {
            return;
        }
        let Self { slots, facts, outcomes, over, .. } = self;
        let is_told_of = |event: Event| {
            told.iter().any(|value| value.event() == Some(event))
                || slots.values().any(|typestate| *typestate == Typestate::Held(event))
                || facts.values().any(|fact| fact.event() == Some(event))
        };
        outcomes.retain(|event, _| is_told_of(event));
        over.retain(is_told_of);
    }

    /// The outcome of the acquire can no longer be followed.
    pub(crate) fn lose(&mut self, value: Value) {
        match value {
            Value::Outcome(event) | Value::Truth(event, _) if self.outcomes.get(event).is_none() => {
                self.escape_all(|typestate| *typestate == Typestate::Held(event));
            }
            Value::OfField(event, _) => self.escape_all(|typestate| *typestate == Typestate::Held(event)),
            _ => {}
        }
    }
}

impl Value {
    /// The value of `!`.
    pub(crate) fn not(self) -> Self {
        match self {
            Self::Bool(value) => Self::Bool(!value),
            Self::Outcome(event) => Self::Truth(event, false),
            Self::Truth(event, when) => Self::Truth(event, !when),
            Self::OfField(event, when) => Self::OfField(event, when.map(|when| !when)),
            _ => Self::Unknown,
        }
    }

    /// Whether this says nothing about a certain reference.
    pub(crate) fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown | Self::OfField(..))
    }

    fn event(self) -> Option<Event> {
        match self {
            Self::Outcome(event) | Self::Truth(event, _) | Self::Object(event) | Self::OfField(event, _) => Some(event),
            Self::Unknown | Self::Bool(_) | Self::Success(_) | Self::Last => None,
        }
    }
}

/// The states alone. An outcome that is dropped can no longer be followed.
pub(crate) fn forgetting(told: Told) -> States {
    plain(told.each(|(state, value)| state.lose(*value)))
}

/// The states alone, of something that tells nothing, or nothing that matters.
pub(crate) fn plain(told: Told) -> States {
    told.map(|(state, _)| state)
}

pub(crate) fn telling(states: States, value: Value) -> Told {
    states.map(|state| (state, value))
}

/// The same states with unknown values. An outcome that is dropped can no longer be followed.
pub(crate) fn unknown(told: Told) -> Told {
    told.each(|(state, value)| {
        state.lose(*value);
        *value = Value::Unknown;
    })
}

/// References whose state is not the same in all states.
pub(crate) fn contested(told: &Told) -> Sorted<Slot> {
    let mut contested = Sorted::new();
    let Some((first, _)) = told.iter().next() else { return contested };
    for (state, _) in told.iter().skip(1) {
        contested
            .extend(first.slots.keys().chain(state.slots.keys()).filter(|slot| state.kind(*slot) != first.kind(*slot)));
    }
    contested
}

/// The states of a reference over all states, whatever filled it.
pub(crate) fn kinds(told: &Told, slot: Slot) -> Sorted<Option<bool>> {
    told.iter().map(|(state, _)| state.kind(slot)).collect()
}

#[cfg(test)]
#[path = "tests/state.rs"]
mod tests;
