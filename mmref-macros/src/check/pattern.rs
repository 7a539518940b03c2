//! What a pattern tells of success, and what it binds.

use syn::visit::{self, Visit};
use syn::{Expr, Ident, Lit, Pat, Path};

/// Which outcomes of an acquire a pattern matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Matches {
    Success,
    Failure,
    /// Whatever the value is.
    All,
    /// Some values and not others, for a reason that is not followed.
    Some,
}

pub(super) fn matches(pattern: &Pat) -> Matches {
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
    match path.segments.last().map(|segment| segment.ident.to_string()).as_deref() {
        Some("Some" | "Ok") => Matches::Success,
        Some("None" | "Err") => Matches::Failure,
        _ => Matches::Some,
    }
}

/// Whether the pattern matches every value of its type, as far as its syntax can say.
pub(super) fn is_irrefutable(pattern: &Pat) -> bool {
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

/// The one variable that a success pattern binds to what is inside: `mm` in `Some(mm)`.
pub(super) fn inner(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::TupleStruct(tuple) if tuple.elems.len() == 1 => whole(&tuple.elems[0]),
        Pat::Paren(paren) => inner(&paren.pat),
        Pat::Reference(reference) => inner(&reference.pat),
        _ => None,
    }
}

/// The variable that a pattern binds the whole value to: `mm` in `mm`, `mut mm` and `mm: &Mm`.
pub(super) fn whole(pattern: &Pat) -> Option<&Ident> {
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
pub(super) fn variables(pattern: &Pat) -> Vec<&Ident> {
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
mod tests {
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
}
