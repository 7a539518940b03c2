use proc_macro2::Span;
use quote::quote;

use super::*;

const OUTER: Binding = Binding::Slot(0);
const INNER: Binding = Binding::Slot(1);
const VAR: Binding = Binding::Var(0);

fn name(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// `r` outside and again inside, where there is a `sum`, too.
fn scopes() -> [Scope; 2] {
    let (mut outer, mut inner) = (Scope::default(), Scope::default());
    outer.bind(&name("r"), OUTER);
    inner.bind(&name("sum"), VAR);
    inner.bind(&name("r"), INNER);
    [outer, inner]
}

#[test]
fn the_innermost_binding_counts() {
    let scopes = scopes();
    assert_eq!(find(&scopes, &name("r")), Some(INNER));
    assert_eq!(find(&scopes[..1], &name("r")), Some(OUTER));
    assert_eq!(find(&scopes, &name("other")), None);
}

#[test]
fn a_later_binding_shadows_an_earlier_one_of_its_scope() {
    let mut scope = Scope::default();
    scope.bind(&name("r"), OUTER);
    scope.bind(&name("r"), VAR);
    assert_eq!(find(&[scope], &name("r")), Some(VAR));
}

#[test]
fn a_raw_name_is_the_same_name() {
    let raw = Ident::new_raw("r", Span::call_site());
    assert_eq!(find(&scopes(), &raw), Some(INNER));
}

#[test]
fn references_and_variables_are_told_apart() {
    let [_, inner] = scopes();
    assert_eq!(inner.slots().collect::<Vec<_>>(), [1]);
    assert_eq!(inner.vars().collect::<Vec<_>>(), [0]);
}

#[test]
fn names_are_found_in_groups_and_format_strings() {
    let scopes = scopes();
    assert_eq!(mentioned(&scopes, quote!(f(|| { g(sum) }, other.s))), [VAR]);
    assert_eq!(mentioned(&scopes, quote!("{sum:?} of {r.0} and {other}")), [VAR, INNER]);
    assert_eq!(mentioned(&scopes, quote!("sum" 'r' 3)), []);
}
