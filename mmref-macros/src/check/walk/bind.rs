//! What `let` and patterns bind.

use quote::ToTokens;
use syn::{Expr, Ident, Local, Pat};

use super::Walker;
use crate::check::data::{Role, Slot, State, States, Told, Typestate, Value, Var, plain, telling};
use crate::syntax::attributes::has_cfg;
use crate::syntax::macros;
use crate::syntax::pattern::{self, Matches};

impl Walker<'_> {
    pub(super) fn local(&mut self, local: &Local, states: States) -> States {
        let Some(init) = &local.init else {
            self.bind_all(&local.pat);
            return states;
        };
        if has_cfg(&local.attrs) {
            let states = self.escape(local.to_token_stream(), states);
            return self.bind_pattern(&local.pat, telling(states, Value::Unknown));
        }
        match (pattern::whole(&local.pat), &init.diverge) {
            (Some(name), None) => self.bind_whole(name, &init.expr, states),
            // `let _ = expression;` leaves the outcome of an acquire as open as `expression;` does.
            (_, None) if matches!(local.pat, Pat::Wild(_)) => plain(self.discarded(&init.expr, states)),
            (_, None) => {
                let told = self.expression(&init.expr, states);
                self.bind_pattern(&local.pat, told)
            }
            (_, Some((_, otherwise))) => self.let_else(&local.pat, &init.expr, otherwise, states),
        }
    }

    /// The variables of a pattern, about which nothing is known.
    pub(super) fn bind_all(&mut self, pattern: &Pat) {
        for name in pattern::variables(pattern) {
            self.bind_var(name, false);
        }
    }

    pub(super) fn declare_local<T>(&mut self, node: &T, name: &Ident, states: States, typestate: Typestate) -> States {
        let slot = self.declare(node, name, Role::Local);
        states.each(|state| state.set(slot, typestate))
    }

    /// `let name = expression;`, which may make a reference or move one here.
    fn bind_whole(&mut self, name: &Ident, expression: &Expr, states: States) -> States {
        if macros::is_new_reference(expression) {
            return self.declare_local(name, name, states, Typestate::Idle);
        }
        if let Some((from, left)) = self.reference_moved_by(expression) {
            let slot = self.declare(name, name, Role::Local);
            return states.each(|state| state.transfer(from, slot, left));
        }
        let about = self.subjects(expression);
        let told = self.expression(expression, states);
        let var = self.bind_var(name, false);
        self.register.made_of(var, about);
        plain(told.each(|(state, value)| state.learn(var, *value)))
    }

    /// The reference that an expression moves as a whole, and its state afterwards.
    pub(super) fn reference_moved_by(&self, expression: &Expr) -> Option<(Slot, Typestate)> {
        match expression {
            Expr::MethodCall(call) if call.method == "take" && call.args.is_empty() => {
                self.slot_named(&call.receiver).map(|slot| (slot, Typestate::Idle))
            }
            other => self
                .slot_named(other)
                .filter(|slot| self.role(*slot) != Role::Acquired)
                .map(|slot| (slot, Typestate::Gone)),
        }
    }

    fn let_else(&mut self, pattern: &Pat, expression: &Expr, otherwise: &Expr, states: States) -> States {
        let told = self.expression(expression, states);
        let ((success, failure), contested) = self.contesting(|walker| walker.split(pattern, expression, told));
        let failure = plain(failure).each(|state| state.doubt(&contested));
        self.supposing(|walker| {
            walker.decide_match(expression, pattern, Some(false));
            walker.expression(otherwise, failure)
        });
        self.decide_match(expression, pattern, Some(true));
        self.bind_pattern(pattern, success.each(|(state, _)| state.doubt(&contested)))
    }

    /// Binds the variables of a pattern that matched.
    pub(super) fn bind_pattern(&mut self, pattern: &Pat, told: Told) -> States {
        let matches = pattern::matches(pattern);
        let whole = pattern::whole(pattern);
        let inner = pattern::inner(pattern).filter(|_| matches == Matches::Success);
        let mut vars: Vec<(Var, bool, bool)> = Vec::new();
        for name in pattern::variables(pattern).into_iter().filter(|name| *name != "None") {
            vars.push((self.bind_var(name, false), whole == Some(name), inner == Some(name)));
        }
        let loses = !vars.iter().any(|(_, whole, _)| *whole) && !matches!(matches, Matches::Success | Matches::Failure);
        let bind = |(state, value): &mut (_, Value)| {
            let state: &mut State = state;
            if loses {
                state.lose(*value);
            }
            for (var, whole, inner) in &vars {
                let fact = match *value {
                    value if *whole => value,
                    Value::Outcome(event) if *inner => Value::Object(event),
                    Value::OfField(event, _) => Value::OfField(event, None),
                    _ => Value::Unknown,
                };
                state.learn(*var, fact);
            }
        };
        plain(told.each(bind))
    }
}
