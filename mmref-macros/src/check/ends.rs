//! Ways out: what must not be held any more, and what an acquiring function has promised.

use syn::{ReturnType, Type};

use super::observe::{Place, leak_rule, leaves};
use super::register::Role;
use super::scope::{Binding, Scope};
use super::walk::Walker;
use super::world::{Slot, State, Told, Value, World};
use super::{Exit, Fault, Rule};

impl Walker<'_> {
    /// Looks at the references of the scopes from `depth` on that are left.
    pub(super) fn leave(&mut self, told: &Told, depth: usize, exit: Exit, place: Place<'_>) {
        let slots: Vec<Slot> = self.scopes[depth..].iter().flat_map(Scope::slots).collect();
        for slot in slots {
            if self.role(slot) == Role::Acquired {
                continue;
            }
            let rule = leak_rule(self.role(slot) == Role::Released);
            let of = Binding::Slot(slot);
            for (world, _) in told.iter().filter(|(world, _)| !world.doubtful.contains(slot)) {
                match world.state(slot) {
                    State::Held(event) => self.observations.wrong(rule, of, place, leaves(exit), Some(event)),
                    State::Idle | State::Gone | State::Escaped => self.observations.fine(rule, of, place),
                }
            }
        }
    }

    /// The function returns a value.
    pub(super) fn leave_function(&mut self, told: Told, exit: Exit, place: Place<'_>) {
        self.leave(&told, 0, exit, place);
        self.keep_promises(told, exit, place);
    }

    pub(super) fn keep_promises(&mut self, told: Told, exit: Exit, place: Place<'_>) {
        for (world, value) in told {
            for (world, success) in self.successes(world, value, exit) {
                self.kept_promise(&world, success, place);
            }
        }
    }

    /// Whether an acquiring function that returns this value succeeded, as far as that can be told.
    fn successes(&self, world: World, value: Value, exit: Exit) -> Vec<(World, bool)> {
        let tells = match &self.function.signature.output {
            ReturnType::Default => return vec![(world, true)],
            ReturnType::Type(_, ty) => tells_success(ty),
        };
        match value {
            _ if exit == Exit::Question => vec![(world, false)],
            _ if !tells => Vec::new(),
            Value::Bool(success) | Value::Success(success) => vec![(world, success)],
            Value::Outcome(event) | Value::Truth(event, true) => [true, false]
                .into_iter()
                .filter_map(|success| Some((world.clone().decide(event, success)?, success)))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn kept_promise(&mut self, world: &World, success: bool, place: Place<'_>) {
        let slots: Vec<Slot> = self.scopes[0].slots().filter(|slot| self.role(*slot) == Role::Acquired).collect();
        for slot in slots.into_iter().filter(|slot| !world.doubtful.contains(*slot)) {
            let of = Binding::Slot(slot);
            match (world.state(slot), success) {
                (State::Idle, true) => self.observations.wrong(Rule::C10, of, place, Fault::SucceedsIdle, None),
                (State::Held(event), false) => {
                    self.observations.wrong(Rule::C10, of, place, Fault::FailsHeld, Some(event));
                }
                _ => self.observations.fine(Rule::C10, of, place),
            }
        }
    }
}

/// Whether a value of this type says by itself that the function succeeded.
fn tells_success(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| ["Option", "Result", "bool"].iter().any(|telling| last.ident == telling)),
        Type::Ptr(_) => true,
        _ => false,
    }
}
