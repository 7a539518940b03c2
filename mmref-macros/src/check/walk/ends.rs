//! Ways out: what must not be held any more, and what an acquiring function promises.

use syn::ReturnType;

use super::Walker;
use crate::check::data::{Binding, Point, Role, Scope, Slot, State, Told, Typestate, Value, leak_rule, leaves};
use crate::model::{Exit, Fault, Rule};
use crate::syntax::success;

impl Walker<'_> {
    /// Checks the references of the scopes from `depth` on that end here.
    pub(super) fn leave(&mut self, told: &Told, depth: usize, exit: Exit, place: Point<'_>) {
        let slots: Vec<Slot> = self.scopes.from(depth).iter().flat_map(Scope::slots).collect();
        for slot in slots {
            if self.role(slot) == Role::Acquired {
                continue;
            }
            let rule = leak_rule(self.role(slot) == Role::Released);
            let of = Binding::Slot(slot);
            for (state, _) in told.iter().filter(|(state, _)| !state.doubtful.contains(slot)) {
                match state.typestate(slot) {
                    Typestate::Held(event) => self.observations.wrong(rule, of, place, leaves(exit), Some(event)),
                    Typestate::Idle | Typestate::Gone | Typestate::Escaped => self.observations.fine(rule, of, place),
                }
            }
        }
    }

    /// The function returns a value.
    pub(super) fn leave_function(&mut self, told: Told, exit: Exit, place: Point<'_>) {
        self.leave(&told, 0, exit, place);
        self.keep_promises(told, exit, place);
    }

    pub(super) fn keep_promises(&mut self, told: Told, exit: Exit, place: Point<'_>) {
        for (state, value) in told {
            for (state, success) in self.successes(state, value, exit) {
                self.kept_promise(&state, success, place);
            }
        }
    }

    /// Whether an acquiring function that returns this value succeeded, if that is known.
    fn successes(&self, state: State, value: Value, exit: Exit) -> Vec<(State, bool)> {
        let tells = match &self.function.signature.output {
            ReturnType::Default => return vec![(state, true)],
            ReturnType::Type(_, ty) => success::is_told_by(ty),
        };
        match value {
            _ if exit == Exit::Question => vec![(state, false)],
            _ if !tells => Vec::new(),
            Value::Bool(success) | Value::Success(success) => vec![(state, success)],
            Value::Outcome(event) | Value::Truth(event, true) => [true, false]
                .into_iter()
                .filter_map(|success| Some((state.clone().decide(event, success)?, success)))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn kept_promise(&mut self, state: &State, success: bool, place: Point<'_>) {
        let slots: Vec<Slot> =
            self.scopes.from(0)[0].slots().filter(|slot| self.role(*slot) == Role::Acquired).collect();
        for slot in slots.into_iter().filter(|slot| !state.doubtful.contains(*slot)) {
            let of = Binding::Slot(slot);
            match (state.typestate(slot), success) {
                (Typestate::Idle, true) => self.observations.wrong(Rule::C10, of, place, Fault::SucceedsIdle, None),
                (Typestate::Held(event), false) => {
                    self.observations.wrong(Rule::C10, of, place, Fault::FailsHeld, Some(event));
                }
                _ => self.observations.fine(Rule::C10, of, place),
            }
        }
    }
}
