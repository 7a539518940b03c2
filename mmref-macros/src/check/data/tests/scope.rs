use proc_macro2::Span;
use quote::quote;

use super::*;

const OUTER: Binding = Binding::Slot(0);
const INNER: Binding = Binding::Slot(1);
const VAR: Binding = Binding::Var(0);

fn name(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// `r` in an outer scope and again in an inner one, which also has a `sum`.
fn scopes() -> Scopes {
    let mut scopes = Scopes::default();
    scopes.enter();
    scopes.bind(&name("r"), OUTER);
    scopes.enter();
    scopes.bind(&name("sum"), VAR);
    scopes.bind(&name("r"), INNER);
    scopes
}

#[test]
fn the_innermost_binding_counts() {
    let mut scopes = scopes();
    assert_eq!(scopes.find(&name("r")), Some(INNER));
    assert_eq!(scopes.find(&name("other")), None);
    scopes.leave();
    assert_eq!(scopes.find(&name("r")), Some(OUTER));
}

#[test]
fn a_later_binding_shadows_an_earlier_one_of_its_scope() {
    let mut scopes = scopes();
    scopes.bind(&name("r"), VAR);
    assert_eq!(scopes.find(&name("r")), Some(VAR));
}

#[test]
fn a_raw_name_is_the_same_name() {
    let raw = Ident::new_raw("r", Span::call_site());
    assert_eq!(scopes().find(&raw), Some(INNER));
}

#[test]
fn references_and_variables_are_told_apart() {
    let inner = scopes().leave();
    assert_eq!(inner.slots().collect::<Vec<_>>(), [1]);
    assert_eq!(inner.vars().collect::<Vec<_>>(), [0]);
}

#[test]
fn names_are_found_in_groups_and_format_strings() {
    let scopes = scopes();
    assert_eq!(scopes.mentioned(quote!(f(|| { g(sum) }, other.s))), [VAR]);
    assert_eq!(scopes.mentioned(quote!("{sum:?} of {r.0} and {other}")), [VAR, INNER]);
    assert_eq!(scopes.mentioned(quote!("sum" 'r' 3)), []);
}
