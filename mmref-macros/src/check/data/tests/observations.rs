use syn::{Expr, Ident};

use super::super::register::Role;
use super::*;

const LEAK: Fault = Fault::Leaves(Exit::Return);

/// Two places, and references that may have the same name.
struct Scene {
    here: Expr,
    there: Expr,
    register: Register,
    slots: Vec<Binding>,
}

fn scene(names: &[&str]) -> Scene {
    let place = |text| syn::parse_str::<Expr>(text).expect("an expression");
    let idents: Vec<Ident> = names.iter().map(|name| Ident::new(name, Span::call_site())).collect();
    let mut register = Register::default();
    let slots = idents.iter().map(|name| Binding::Slot(register.slot(name, name, Role::Local))).collect();
    Scene { here: place("here"), there: place("\nthere"), register, slots }
}

/// Rule, name, line, and whether it is wrong in every state.
fn told(observations: Observations, register: &Register) -> Vec<(Rule, String, usize, bool)> {
    let told = |finding: Finding| (finding.rule, finding.reference, finding.span.start().line, finding.always);
    observations.into_findings(register).into_iter().map(told).collect()
}

#[test]
fn what_is_fine_in_one_world_is_not_always_wrong() {
    let scene = scene(&["r"]);
    let (here, there, r) = (Point::of(&scene.here), Point::of(&scene.there), scene.slots[0]);
    let mut seen = Observations::default();
    seen.fine(Rule::C6, r, there);
    seen.wrong(Rule::C6, r, here, LEAK, None);
    seen.wrong(Rule::C6, r, there, LEAK, None);
    seen.fine(Rule::C8, r, here);
    let expected = [(Rule::C6, "r".to_owned(), 2, false), (Rule::C6, "r".to_owned(), 1, true)];
    assert_eq!(told(seen, &scene.register), expected);
}

#[test]
fn references_of_one_name_are_told_of_as_one() {
    let mut scene = scene(&["r", "r", "s"]);
    let (here, events) = (Point::of(&scene.here), [&scene.here, &scene.there].map(Point::of));
    let events = events.map(|place| scene.register.event(place));
    let mut seen = Observations::default();
    seen.wrong(Rule::C6, scene.slots[0], here, LEAK, Some(events[0]));
    seen.wrong(Rule::C6, scene.slots[1], here, LEAK, Some(events[1]));
    seen.wrong(Rule::C6, scene.slots[2], here, LEAK, None);
    let acquired = |finding: &Finding| finding.acquired.iter().map(|span| span.start().line).collect();
    let lines: Vec<Vec<usize>> = seen.into_findings(&scene.register).iter().map(acquired).collect();
    assert_eq!(lines, [vec![1, 2], vec![]]);
}

#[test]
fn the_innermost_waive_of_the_rule_silences() {
    let scene = scene(&["r"]);
    let (here, r) = (Point::of(&scene.here), scene.slots[0]);
    let mut seen = Observations::default();
    let [outer, inner, other] = [&1_u8, &2, &3].map(Node::of);
    seen.waive(Rule::C6, outer);
    seen.waive(Rule::C6, inner);
    seen.waive(Rule::C8, other);
    seen.wrong(Rule::C6, r, here, LEAK, None);
    assert_eq!(seen.silencing(), BTreeSet::from([inner]));
    (0..3).for_each(|_| seen.unwaive());
    seen.wrong(Rule::C8, r, here, Fault::VouchedIdle, None);
    assert_eq!(told(seen, &scene.register), [(Rule::C8, "r".to_owned(), 1, true)]);
}

#[test]
fn a_round_that_is_gone_again_is_forgotten() {
    let scene = scene(&["r"]);
    let (here, r) = (Point::of(&scene.here), scene.slots[0]);
    let mut seen = Observations::default();
    seen.wrong(Rule::C7, r, here, Fault::Refilled, None);
    let before = seen.so_far();
    seen.wrong(Rule::C6, r, here, LEAK, None);
    seen.forget_since(before);
    assert_eq!(told(seen, &scene.register), [(Rule::C7, "r".to_owned(), 1, true)]);
}
