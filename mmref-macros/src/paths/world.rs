//! What is known on one path.

use std::collections::BTreeSet;

use super::set::{Map, Set};

/// A reference that was declared at one place of the body.
pub(super) type Slot = usize;
/// A variable that was bound at one place of the body.
pub(super) type Var = usize;
/// A place of the body that fills a reference.
pub(super) type Event = usize;

/// Set in the number of an event that happened in an earlier round of a loop.
pub(super) const PAST: Event = 1 << (Event::BITS - 1);

/// What a reference is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum State {
    Idle,
    /// Filled by this event; perhaps, as long as its outcome is open.
    Held(Event),
    /// Given up or moved: rustc knows.
    Gone,
    /// Out of sight: the runtime answers for it.
    Escaped,
}

/// What an expression or variable tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Value {
    Unknown,
    Bool(bool),
    /// Success or failure of an acquire: an `Option`, a `Result`, a `bool` or a pointer.
    Outcome(Event),
    /// A `bool` that is true if the acquire succeeded (or, with false, if it failed).
    Truth(Event, bool),
    /// What an acquire gave when it succeeded.
    Object(Event),
    /// Surely a success, or surely a failure, of something that filled nothing.
    Success(bool),
    /// What a put gives: true if it was the last.
    Last,
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct World {
    pub(super) slots: Map<Slot, State>,
    pub(super) facts: Map<Var, Value>,
    /// Acquires whose outcome was looked at.
    pub(super) outcomes: Map<Event, bool>,
    /// Objects whose last reference was given up.
    pub(super) dead: BTreeSet<Var>,
    /// Acquires whose object's last reference was given up.
    pub(super) over: BTreeSet<Event>,
    /// Objects, and who keeps each besides the reference of the acquire that gave it: `None` for somebody out of sight.
    pub(super) kept: BTreeSet<(Var, Option<Slot>)>,
    /// References whose state here hangs on two conditions that may be the same.
    pub(super) doubtful: BTreeSet<Slot>,
}

pub(super) type Worlds = Set<World>;
/// The worlds after an expression, with what it told.
pub(super) type Told = Set<(World, Value)>;

impl World {
    pub(super) fn state(&self, slot: Slot) -> State {
        self.slots.get(slot).copied().unwrap_or(State::Escaped)
    }

    pub(super) fn set(&mut self, slot: Slot, state: State) {
        self.slots.insert(slot, state);
        self.doubtful.remove(&slot);
    }

    pub(super) fn fact(&self, var: Var) -> Value {
        self.facts.get(var).copied().unwrap_or(Value::Unknown)
    }

    pub(super) fn learn(&mut self, var: Var, value: Value) {
        match value {
            Value::Unknown => self.facts.remove(var),
            value => self.facts.insert(var, value),
        };
        self.dead.remove(&var);
        self.kept.retain(|(object, _)| *object != var);
        if matches!(value, Value::Object(event) if self.over.contains(&event)) {
            self.dead.insert(var);
        }
    }

    /// Whether a variable tells how the acquire went, and nobody has looked at it yet.
    pub(super) fn is_told(&self, event: Event) -> bool {
        let tells = |value: &Value| matches!(value, Value::Outcome(of) | Value::Truth(of, _) if *of == event);
        self.outcomes.get(event).is_none() && self.facts.iter().any(|(_, value)| tells(value))
    }

    /// The objects that the reference keeps alive.
    pub(super) fn objects_of(&self, slot: Slot) -> Vec<Var> {
        let acquired = |value: &Value| matches!((value, self.state(slot)), (Value::Object(gave), State::Held(held)) if *gave == held);
        let given = self.facts.iter().filter(|(_, value)| acquired(value)).map(|(var, _)| var);
        given.chain(self.kept.iter().filter(|(_, by)| *by == Some(slot)).map(|(var, _)| *var)).collect()
    }

    /// Whether anybody is known to keep the object, or may do so.
    pub(super) fn is_kept(&self, object: Var) -> bool {
        let held_by = |slot: Slot| matches!(self.state(slot), State::Held(_) | State::Escaped);
        let gave = self.fact(object);
        self.kept.iter().any(|(var, by)| *var == object && by.is_none_or(held_by))
            || self.slots.values().any(|state| match (state, gave) {
                (State::Held(event), Value::Object(gave)) => *event == gave,
                (State::Escaped, _) => true,
                _ => false,
            })
    }

    /// The acquire happens anew: what was known of its last time is about another one, which is past.
    pub(super) fn restarted(mut self, event: Event) -> Self {
        self.outcomes.remove(event);
        self.over.remove(&event);
        self.facts.retain(|_, value| value.event() != Some(event));
        let before = self.slots.values_mut().filter(|state| **state == State::Held(event));
        before.for_each(|state| *state = State::Held(event | PAST));
        self
    }

    /// Nothing is sure any more of references: nor of the objects that only they have kept.
    pub(super) fn doubt(&mut self, slots: impl IntoIterator<Item = Slot>) {
        self.doubtful.extend(slots);
        self.dead.clear();
        self.over.clear();
    }

    /// A put said that it was the last: then nobody else holds that object, whatever else was thought.
    pub(super) fn after_the_last(mut self) -> Self {
        let held = self.slots.values_mut().filter(|state| matches!(state, State::Held(_)));
        held.for_each(|state| *state = State::Escaped);
        self
    }

    /// The acquire turns out to have succeeded or failed. `None` if this world knows better.
    pub(super) fn decide(mut self, event: Event, success: bool) -> Option<Self> {
        match self.outcomes.insert(event, success) {
            Some(known) if known != success => return None,
            _ => {}
        }
        if !success {
            let holds = |state: &State| *state == State::Held(event);
            self.slots.values_mut().filter(|state| holds(state)).for_each(|state| *state = State::Idle);
        }
        Some(self)
    }

    /// The outcome of the acquire can no longer be followed.
    pub(super) fn lose(&mut self, value: Value) {
        let (Value::Outcome(event) | Value::Truth(event, _)) = value else { return };
        if self.outcomes.get(event).is_none() {
            let holds = |state: &State| *state == State::Held(event);
            self.slots.values_mut().filter(|state| holds(state)).for_each(|state| *state = State::Escaped);
        }
    }
}

impl Value {
    fn event(self) -> Option<Event> {
        match self {
            Self::Outcome(event) | Self::Truth(event, _) | Self::Object(event) => Some(event),
            Self::Unknown | Self::Bool(_) | Self::Success(_) | Self::Last => None,
        }
    }
}

/// The worlds alone. A witness that nobody keeps is lost.
pub(super) fn forgetting(told: Told) -> Worlds {
    let lost = |(mut world, value): (World, Value)| {
        world.lose(value);
        world
    };
    told.into_iter().map(lost).collect()
}

/// The worlds alone, of something that tells nothing, or whose telling is of no matter.
pub(super) fn plain(told: Told) -> Worlds {
    told.into_iter().map(|(world, _)| world).collect()
}

pub(super) fn telling(worlds: Worlds, value: Value) -> Told {
    worlds.into_iter().map(|world| (world, value)).collect()
}

/// References that are in one state in some of the worlds and in another state in others.
pub(super) fn contested(worlds: &Worlds) -> BTreeSet<Slot> {
    let slots: BTreeSet<Slot> = worlds.iter().flat_map(|world| world.slots.keys()).collect();
    slots.into_iter().filter(|slot| kinds(worlds, *slot).len() > 1).collect()
}

/// The states of a reference over all worlds, whatever filled it.
pub(super) fn kinds(worlds: &Worlds, slot: Slot) -> BTreeSet<Option<bool>> {
    let kind = |world: &World| match world.state(slot) {
        State::Held(_) => Some(true),
        State::Idle | State::Gone => Some(false),
        State::Escaped => None,
    };
    worlds.iter().map(kind).collect()
}
