use super::*;

#[test]
fn placeholders_are_read_as_std_reads_them() {
    let of = |text| placeholders(text).into_iter().map(|found| (found.name, found.spec)).collect::<Vec<_>>();
    assert_eq!(of("{sum:?} of { r } at {mm:p}, {}"), [("sum", "?"), ("r", ""), ("mm", "p"), ("", "")]);
    assert_eq!(of("{{no}} {{{yes}}} open {"), [("yes", ""), ("", "")]);
    assert!(placeholders("{mm:p}")[0].is_of_address());
}

#[test]
fn every_name_that_a_macro_might_read() {
    let of = |text| names_in(text).collect::<Vec<_>>();
    assert_eq!(of("\"{sum:?} of {r.0}, {{escaped}} and { spaced }, {}\""), ["sum", "r", "escaped", "spaced"]);
    assert_eq!(of("\"sum\""), [""; 0]);
}
