use crate::check::tests::balanced;
use crate::model::Rule;

/// Doubling the states after each acquire would exceed the limit.
#[test]
fn acquires_that_are_over_make_no_further_worlds() {
    let over = "{ MM_REF!(r: Users); if let Some(mm) = find(mms, &mut r) { mmput(mm, r); } }";
    let source = format!("fn body(mms: &[Mm]) {{ {} MM_REF!(r: Users); mmref::get(mm, &mut r); }}", over.repeat(12));
    let function = syn::parse_str(&source).expect("a function");
    let rules: Vec<Rule> = balanced(&function).into_iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, [Rule::C6]);
}
