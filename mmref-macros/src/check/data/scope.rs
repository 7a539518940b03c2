//! Which name means which reference or variable.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::state::{Slot, Var};
use crate::syntax::{format, names};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Binding {
    Slot(Slot),
    Var(Var),
}

/// A block that has been entered and not left.
#[derive(Default)]
pub(crate) struct Scope {
    names: Vec<(String, Binding)>,
}

impl Scope {
    pub(crate) fn bind(&mut self, name: &Ident, binding: Binding) {
        self.names.push((names::plain(name), binding));
    }

    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> {
        self.names.iter().filter_map(|(_, binding)| match binding {
            Binding::Slot(slot) => Some(*slot),
            Binding::Var(_) => None,
        })
    }

    pub(crate) fn vars(&self) -> impl Iterator<Item = Var> {
        self.names.iter().filter_map(|(_, binding)| match binding {
            Binding::Var(var) => Some(*var),
            Binding::Slot(_) => None,
        })
    }
}

/// The blocks around a program point, outermost first.
#[derive(Default)]
pub(crate) struct Scopes(Vec<Scope>);

impl Scopes {
    pub(crate) fn depth(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn enter(&mut self) {
        self.0.push(Scope::default());
    }

    pub(crate) fn leave(&mut self) -> Scope {
        self.0.pop().unwrap_or_default()
    }

    /// The blocks from `depth` to the innermost one.
    pub(crate) fn from(&self, depth: usize) -> &[Scope] {
        &self.0[depth..]
    }

    pub(crate) fn bind(&mut self, name: &Ident, binding: Binding) {
        if let Some(scope) = self.0.last_mut() {
            scope.bind(name, binding);
        }
    }

    /// What the name means here: the innermost binding.
    pub(crate) fn find(&self, name: &Ident) -> Option<Binding> {
        let name = names::plain(name);
        let bindings = self.0.iter().rev().flat_map(|scope| scope.names.iter().rev());
        bindings.filter(|(bound, _)| *bound == name).map(|(_, binding)| *binding).next()
    }

    /// Everything that the names in the tokens may mean, including names in a format string.
    pub(crate) fn mentioned(&self, tokens: TokenStream) -> Vec<Binding> {
        let mut found = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => found.extend(self.find(&ident)),
                TokenTree::Group(group) => found.extend(self.mentioned(group.stream())),
                TokenTree::Literal(literal) => found.extend(self.captured(&literal.to_string())),
                TokenTree::Punct(_) => {}
            }
        }
        found
    }

    fn captured(&self, literal: &str) -> Vec<Binding> {
        let names = format::names_in(literal).filter_map(|name| syn::parse_str::<Ident>(name).ok());
        names.filter_map(|name| self.find(&name)).collect()
    }
}

#[cfg(test)]
#[path = "tests/scope.rs"]
mod tests;
