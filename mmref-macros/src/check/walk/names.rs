//! Names: what they mean at this point, and what happens to everything that is mentioned.

use proc_macro2::TokenStream;
use syn::{Expr, Ident};

use super::Walker;
use crate::check::data::{Binding, Role, Slot, States, Typestate, Var};

impl Walker<'_> {
    /// The reference that the syntax `node` declares, under its name.
    pub(super) fn declare<T>(&mut self, node: &T, name: &Ident, role: Role) -> Slot {
        let slot = self.register.slot(node, name, role);
        self.scopes.bind(name, Binding::Slot(slot));
        slot
    }

    pub(super) fn bind_var(&mut self, name: &Ident, independent: bool) -> Var {
        let var = self.register.var(name, independent);
        self.scopes.bind(name, Binding::Var(var));
        var
    }

    pub(super) fn role(&self, slot: Slot) -> Role {
        self.register.role(slot)
    }

    /// The reference or variable that an expression is the bare name of.
    pub(super) fn named(&self, expression: &Expr) -> Option<Binding> {
        match expression {
            Expr::Path(path) => self.scopes.find(path.path.get_ident()?),
            Expr::Paren(paren) => self.named(&paren.expr),
            Expr::Group(group) => self.named(&group.expr),
            _ => None,
        }
    }

    pub(super) fn slot_named(&self, expression: &Expr) -> Option<Slot> {
        match self.named(expression)? {
            Binding::Slot(slot) => Some(slot),
            Binding::Var(_) => None,
        }
    }

    /// Everything named in here escapes.
    pub(super) fn escape(&self, tokens: TokenStream, states: States) -> States {
        let mentioned = self.scopes.mentioned(tokens.clone());
        let fields = self.fields_mentioned(&tokens, &mentioned);
        states.each(|state| {
            fields.iter().for_each(|field| state.hide(*field));
            for binding in &mentioned {
                match binding {
                    Binding::Slot(slot) => state.set(*slot, Typestate::Escaped),
                    Binding::Var(var) => {
                        state.lose(state.fact(*var));
                        state.facts.remove(*var);
                    }
                }
            }
        })
    }
}
