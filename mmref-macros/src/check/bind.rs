//! What `let` and patterns bind.

use quote::ToTokens;
use syn::{Expr, Ident, Local, Pat};

use super::macros;
use super::pattern::{self, Matches};
use super::register::Role;
use super::walk::{Walker, has_cfg};
use super::world::{Slot, State, Told, Value, Var, Worlds, plain, telling};

impl Walker<'_> {
    pub(super) fn local(&mut self, local: &Local, worlds: Worlds) -> Worlds {
        let Some(init) = &local.init else {
            self.bind_all(&local.pat);
            return worlds;
        };
        if has_cfg(&local.attrs) {
            let worlds = self.escape(local.to_token_stream(), worlds);
            return self.bind_pattern(&local.pat, telling(worlds, Value::Unknown));
        }
        match (pattern::whole(&local.pat), &init.diverge) {
            (Some(name), None) => self.bind_whole(name, &init.expr, worlds),
            (_, None) if matches!(local.pat, Pat::Wild(_)) => self.discarded(&init.expr, worlds),
            (_, None) => {
                let told = self.expression(&init.expr, worlds);
                self.bind_pattern(&local.pat, told)
            }
            (_, Some((_, otherwise))) => self.let_else(&local.pat, &init.expr, otherwise, worlds),
        }
    }

    /// `let _ = expression;` looks at the outcome of an acquire no more than `expression;` does.
    fn discarded(&mut self, expression: &Expr, worlds: Worlds) -> Worlds {
        self.is_discarded = true;
        plain(self.expression(expression, worlds))
    }

    /// The variables of a pattern, of which nothing is known.
    pub(super) fn bind_all(&mut self, pattern: &Pat) {
        for name in pattern::variables(pattern) {
            self.bind_var(name, false);
        }
    }

    pub(super) fn declare_local<T>(&mut self, node: &T, name: &Ident, worlds: Worlds, state: State) -> Worlds {
        let slot = self.declare(node, name, Role::Local);
        worlds.each(|world| world.set(slot, state))
    }

    /// `let name = expression;`, which may be a new reference, or one that moves here.
    fn bind_whole(&mut self, name: &Ident, expression: &Expr, worlds: Worlds) -> Worlds {
        if macros::is_new_reference(expression) {
            return self.declare_local(name, name, worlds, State::Idle);
        }
        if let Some((from, left)) = self.reference_moved_by(expression) {
            let slot = self.declare(name, name, Role::Local);
            return worlds.each(|world| world.transfer(from, slot, left));
        }
        let about = self.subjects(expression);
        let told = self.expression(expression, worlds);
        let var = self.bind_var(name, false);
        self.register.made_of(var, about);
        plain(told.each(|(world, value)| world.learn(var, *value)))
    }

    /// The reference that an expression moves as a whole, and the state in which it is left.
    pub(super) fn reference_moved_by(&self, expression: &Expr) -> Option<(Slot, State)> {
        match expression {
            Expr::MethodCall(call) if call.method == "take" && call.args.is_empty() => {
                self.slot_named(&call.receiver).map(|slot| (slot, State::Idle))
            }
            other => {
                self.slot_named(other).filter(|slot| self.role(*slot) != Role::Acquired).map(|slot| (slot, State::Gone))
            }
        }
    }

    fn let_else(&mut self, pattern: &Pat, expression: &Expr, otherwise: &Expr, worlds: Worlds) -> Worlds {
        let told = self.expression(expression, worlds);
        let before = std::mem::take(&mut self.contested);
        let (success, failure) = self.split(pattern, expression, told);
        let contested = std::mem::replace(&mut self.contested, before);
        let failure = plain(failure).each(|world| world.doubt(&contested));
        let asked = self.asked.len();
        self.decide_match(expression, pattern, Some(false));
        let _diverges = self.expression(otherwise, failure);
        self.asked.truncate(asked);
        self.decide_match(expression, pattern, Some(true));
        self.bind_pattern(pattern, success.each(|(world, _)| world.doubt(&contested)))
    }

    /// Binds the variables of a pattern that has matched.
    pub(super) fn bind_pattern(&mut self, pattern: &Pat, told: Told) -> Worlds {
        let matches = pattern::matches(pattern);
        let whole = pattern::whole(pattern);
        let inner = pattern::inner(pattern).filter(|_| matches == Matches::Success);
        let mut vars: Vec<(Var, bool, bool)> = Vec::new();
        for name in pattern::variables(pattern).into_iter().filter(|name| *name != "None") {
            vars.push((self.bind_var(name, false), whole == Some(name), inner == Some(name)));
        }
        let loses = !vars.iter().any(|(_, whole, _)| *whole) && !matches!(matches, Matches::Success | Matches::Failure);
        let bind = |(world, value): &mut (_, Value)| {
            let world: &mut super::world::World = world;
            if loses {
                world.lose(*value);
            }
            for (var, whole, inner) in &vars {
                let fact = match *value {
                    value if *whole => value,
                    Value::Outcome(event) if *inner => Value::Object(event),
                    Value::OfField(event, _) => Value::OfField(event, None),
                    _ => Value::Unknown,
                };
                world.learn(*var, fact);
            }
        };
        plain(told.each(bind))
    }
}
