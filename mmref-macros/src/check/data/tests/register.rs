use syn::Expr;

use super::*;

#[test]
fn the_same_syntax_has_the_same_number() {
    let mut register = Register::default();
    let (one, other) = (Ident::new("r", Span::call_site()), Ident::new("r", Span::call_site()));
    let first = register.slot(&one, &one, Role::Local);
    let second = register.slot(&other, &other, Role::Released);
    assert_ne!(first, second);
    assert_eq!(register.slot(&one, &one, Role::Local), first);
    assert_eq!(register.name(Binding::Slot(second)), "r");
}

#[test]
fn an_acquire_of_an_earlier_round_stands_where_it_stood() {
    let mut register = Register::default();
    let call: Expr = syn::parse_str("\n  get(mm, &mut r)").expect("an expression");
    let event = register.event(Point::of(&call));
    assert_eq!(register.span(event | PAST).start().line, 2);
}
