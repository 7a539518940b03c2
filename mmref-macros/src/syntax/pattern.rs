//! What a pattern says about success, and what it binds.

use syn::visit::{self, Visit};
use syn::{Expr, Ident, Lit, Pat, Path};

use super::success;

/// Which outcomes of an acquire a pattern matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Matches {
    Success,
    Failure,
    /// Every value.
    All,
    /// Some values, for a reason that is not followed.
    Some,
}

pub(crate) fn matches(pattern: &Pat) -> Matches {
    match pattern {
        Pat::Wild(_) | Pat::Rest(_) => Matches::All,
        Pat::Ident(ident) if ident.ident == "None" => Matches::Failure,
        Pat::Ident(ident) => ident.subpat.as_ref().map_or(Matches::All, |(_, inner)| matches(inner)),
        Pat::Paren(paren) => matches(&paren.pat),
        Pat::Type(typed) => matches(&typed.pat),
        Pat::Reference(reference) => matches(&reference.pat),
        Pat::Path(path) => variant(&path.path),
        Pat::Lit(literal) => truth(literal),
        Pat::TupleStruct(tuple) => narrowed(variant(&tuple.path), tuple.elems.iter().all(is_irrefutable)),
        Pat::Or(or) => or.cases.iter().map(matches).reduce(either).unwrap_or(Matches::Some),
        Pat::Guard(_) => Matches::Some,
        _ => Matches::Some,
    }
}

/// `Some(3)` matches only some successes.
fn narrowed(variant: Matches, irrefutable: bool) -> Matches {
    if irrefutable { variant } else { Matches::Some }
}

fn either(one: Matches, other: Matches) -> Matches {
    match (one, other) {
        (Matches::Success, Matches::Failure) | (Matches::Failure, Matches::Success) => Matches::All,
        (Matches::All, _) | (_, Matches::All) => Matches::All,
        (one, other) if one == other => one,
        _ => Matches::Some,
    }
}

fn truth(literal: &syn::PatLit) -> Matches {
    match &literal.lit {
        Lit::Bool(value) if value.value => Matches::Success,
        Lit::Bool(_) => Matches::Failure,
        _ => Matches::Some,
    }
}

fn variant(path: &Path) -> Matches {
    match success::variant(path) {
        Some(true) => Matches::Success,
        Some(false) => Matches::Failure,
        None => Matches::Some,
    }
}

/// Whether the pattern matches every value of its type, as far as its syntax can say.
pub(crate) fn is_irrefutable(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) | Pat::Rest(_) => true,
        Pat::Ident(ident) => {
            let binds = ident.ident.to_string().starts_with(|first: char| first.is_lowercase() || first == '_');
            binds && ident.subpat.as_ref().is_none_or(|(_, inner)| is_irrefutable(inner))
        }
        Pat::Paren(paren) => is_irrefutable(&paren.pat),
        Pat::Type(typed) => is_irrefutable(&typed.pat),
        Pat::Reference(reference) => is_irrefutable(&reference.pat),
        Pat::Tuple(tuple) => tuple.elems.iter().all(is_irrefutable),
        _ => false,
    }
}

/// The one variable that a success pattern binds to its contents: `mm` in `Some(mm)`.
pub(crate) fn inner(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::TupleStruct(tuple) if tuple.elems.len() == 1 => whole(&tuple.elems[0]),
        Pat::Paren(paren) => inner(&paren.pat),
        Pat::Reference(reference) => inner(&reference.pat),
        _ => None,
    }
}

/// The variable that a pattern binds the whole value to: `mm` in `mm`, `mut mm` and `mm: &Mm`.
pub(crate) fn whole(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(ident) if ident.subpat.is_none() && ident.by_ref.is_none() && is_irrefutable(pattern) => {
            Some(&ident.ident)
        }
        Pat::Type(typed) => whole(&typed.pat),
        Pat::Paren(paren) => whole(&paren.pat),
        _ => None,
    }
}

/// All variables that a pattern binds.
pub(crate) fn variables(pattern: &Pat) -> Vec<&Ident> {
    struct Variables<'ast>(Vec<&'ast Ident>);
    impl<'ast> Visit<'ast> for Variables<'ast> {
        fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
            self.0.push(&pattern.ident);
            visit::visit_pat_ident(self, pattern);
        }
        fn visit_expr(&mut self, _: &'ast Expr) {}
    }
    let mut variables = Variables(Vec::new());
    variables.visit_pat(pattern);
    variables.0
}

#[cfg(test)]
#[path = "tests/pattern.rs"]
mod tests;
