//! Macros that are read as expressions.

use std::rc::Rc;

use syn::{Expr, ExprLit, Ident, Lit, Macro};

use super::Walker;
use super::field::apart_from_fields;
use crate::check::data::{Binding, Point, States, Told, Value, plain, telling};
use crate::syntax::format::{Placeholder, placeholders};
use crate::syntax::macros::{self, Kind, Matched};
use crate::syntax::node::Node;
use crate::syntax::pattern::{self, Matches};

/// The arguments of a macro, read from its tokens.
pub(super) enum Parsed {
    List(Vec<Expr>),
    Matches(Box<Matched>),
}

fn parse(mac: &Macro) -> Option<Parsed> {
    match macros::kind(&mac.path) {
        Kind::Other => None,
        Kind::Matches => macros::matched(mac).map(|matched| Parsed::Matches(Box::new(matched))),
        Kind::Reads | Kind::Stores | Kind::Passes | Kind::Panics | Kind::Asserts => {
            macros::arguments(mac).map(Parsed::List)
        }
    }
}

impl Walker<'_> {
    /// `node` keeps its address while the function is checked.
    pub(super) fn macro_call<T>(&mut self, mac: &Macro, node: &T, states: States) -> Told {
        let Some(parsed) = self.parsed(mac, Node::of(node)) else {
            return telling(self.escape(mac.tokens.clone(), states), Value::Unknown);
        };
        match &*parsed {
            Parsed::Matches(matched) => self.matches_macro(matched, states),
            Parsed::List(arguments) => self.list_macro(macros::kind(&mac.path), arguments, states),
        }
    }

    fn list_macro(&mut self, kind: Kind, arguments: &[Expr], states: States) -> Told {
        match (kind, arguments.split_first()) {
            (Kind::Panics, _) => {
                self.read(arguments, states);
                Told::new()
            }
            (Kind::Passes, Some((argument, []))) => self.expression(argument, states),
            (Kind::Stores | Kind::Passes, _) => telling(self.stored(arguments, states), Value::Unknown),
            (Kind::Asserts, Some((condition, _))) => {
                let holds = self.condition(condition, states).0;
                self.decide(condition, true);
                telling(holds, Value::Unknown)
            }
            _ => telling(self.read(arguments, states), Value::Unknown),
        }
    }

    /// The arguments are read, and not moved.
    fn read(&mut self, arguments: &[Expr], states: States) -> States {
        let mut of_addresses = false;
        arguments.iter().fold(states, |states, argument| match (argument, self.named(argument)) {
            (Expr::Lit(ExprLit { lit: Lit::Str(format), .. }), _) => {
                let format = format.value();
                let placeholders = placeholders(&format);
                of_addresses |= placeholders.iter().any(|found| found.is_of_address());
                self.read_inside(&placeholders, argument, &states);
                states
            }
            (_, Some(Binding::Slot(_))) => states,
            _ if of_addresses => plain(self.address(argument, states)),
            _ => plain(apart_from_fields(self.expression(argument, states))),
        })
    }

    /// The variables that a format string names.
    fn read_inside(&mut self, placeholders: &[Placeholder<'_>], format: &Expr, states: &States) {
        for Placeholder { name, .. } in placeholders.iter().filter(|found| !found.is_of_address()) {
            let named = syn::parse_str(name).ok().and_then(|name: Ident| self.scopes.find(&name));
            if let Some(Binding::Var(var)) = named {
                self.used(var, states, Point::of(format));
            }
        }
    }

    fn matches_macro(&mut self, matched: &Matched, states: States) -> Told {
        let matches = pattern::matches(&matched.pattern);
        apart_from_fields(self.expression(&matched.value, states)).each(|(_, value)| {
            *value = match (*value, matches) {
                (Value::Outcome(event), Matches::Success) if !matched.is_guarded => Value::Truth(event, true),
                (Value::Outcome(event), Matches::Failure) if !matched.is_guarded => Value::Truth(event, false),
                _ => Value::Unknown,
            };
        })
    }

    /// The macro's tokens, read once.
    fn parsed(&mut self, mac: &Macro, node: Node) -> Option<Rc<Parsed>> {
        let known = self.parsed.entry(node);
        known.or_insert_with(|| parse(mac).map(Rc::new)).clone()
    }
}
