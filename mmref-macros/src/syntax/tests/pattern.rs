use syn::parse::Parser;

use super::*;

fn pattern(text: &str) -> Pat {
    Pat::parse_multi_with_leading_vert.parse_str(text).expect("a pattern")
}

#[test]
fn what_a_pattern_tells_of_success() {
    for (text, tells) in [
        ("Some(mm)", Matches::Success),
        ("Ok(_)", Matches::Success),
        ("true", Matches::Success),
        ("&Some(ref mm)", Matches::Success),
        ("None", Matches::Failure),
        ("Err(Error { .. })", Matches::Some),
        ("Err(error)", Matches::Failure),
        ("Some(3)", Matches::Some),
        ("Some(mm) | None", Matches::All),
        ("Ok(1) | Err(_)", Matches::Some),
        ("mm", Matches::All),
        ("mm @ Some(_)", Matches::Success),
        ("_", Matches::All),
        ("0", Matches::Some),
        ("Holder { mm }", Matches::Some),
    ] {
        assert_eq!(matches(&pattern(text)), tells, "{text}");
    }
}

#[test]
fn an_upper_case_name_may_be_a_constant() {
    assert!(is_irrefutable(&pattern("limit")));
    assert!(is_irrefutable(&pattern("(_limit, _)")));
    assert!(!is_irrefutable(&pattern("LIMIT")));
}

#[test]
fn the_whole_value_and_what_is_inside() {
    let is = |name: Option<&Ident>, expected| name.map(Ident::to_string).as_deref() == expected;
    assert!(is(whole(&pattern("mut mm")), Some("mm")));
    assert!(is(whole(&pattern("ref mm")), None));
    assert!(is(whole(&pattern("Some(mm)")), None));
    assert!(is(inner(&pattern("Some(mm)")), Some("mm")));
    assert!(is(inner(&pattern("Some((mm, _))")), None));
    assert!(is(inner(&pattern("Pair(mm, _)")), None));
}

#[test]
fn variables_stand_in_the_order_of_the_text() {
    let pattern = pattern("Holder { mm, rest: [first @ Some(inner), ..], .. }");
    let names: Vec<String> = variables(&pattern).into_iter().map(Ident::to_string).collect();
    assert_eq!(names, ["mm", "first", "inner"]);
}
