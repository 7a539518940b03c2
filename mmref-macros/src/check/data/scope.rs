//! Which name means which reference or variable.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::state::{Slot, Var};
use crate::names;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Binding {
    Slot(Slot),
    Var(Var),
}

/// A block that has been entered and not left.
#[derive(Default)]
pub(super) struct Scope {
    names: Vec<(String, Binding)>,
}

impl Scope {
    pub(super) fn bind(&mut self, name: &Ident, binding: Binding) {
        self.names.push((names::plain(name), binding));
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> {
        self.names.iter().filter_map(|(_, binding)| match binding {
            Binding::Slot(slot) => Some(*slot),
            Binding::Var(_) => None,
        })
    }

    pub(super) fn vars(&self) -> impl Iterator<Item = Var> {
        self.names.iter().filter_map(|(_, binding)| match binding {
            Binding::Var(var) => Some(*var),
            Binding::Slot(_) => None,
        })
    }
}

/// What the name means here: the innermost binding.
pub(super) fn find(scopes: &[Scope], name: &Ident) -> Option<Binding> {
    let name = names::plain(name);
    for scope in scopes.iter().rev() {
        for (bound, binding) in scope.names.iter().rev() {
            if *bound == name {
                return Some(*binding);
            }
        }
    }
    None
}

/// Everything that tokens may mean by the names in them, also in a format string.
pub(super) fn mentioned(scopes: &[Scope], tokens: TokenStream) -> Vec<Binding> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => found.extend(find(scopes, &ident)),
            TokenTree::Group(group) => found.extend(mentioned(scopes, group.stream())),
            TokenTree::Literal(literal) => found.extend(captured(scopes, &literal.to_string())),
            TokenTree::Punct(_) => {}
        }
    }
    found
}

/// The names between braces in a format string.
fn captured(scopes: &[Scope], literal: &str) -> Vec<Binding> {
    let inside = literal.split('{').skip(1).filter_map(|rest| rest.split(['}', ':', '.']).next());
    inside.filter_map(|name| syn::parse_str::<Ident>(name).ok()).filter_map(|name| find(scopes, &name)).collect()
}

#[cfg(test)]
#[path = "tests/scope.rs"]
mod tests;
