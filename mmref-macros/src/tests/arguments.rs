//! The grammar of arguments, in the same form that mmref-mutate is tested with.

use quote::ToTokens;
use syn::Type;

use crate::args::ReferenceArgs;
use crate::diag::Diagnostics;
use crate::model::Mode;

const FORMS: &str = include_str!("../../../tools/mutate/tests/arguments.txt");

/// Arguments, the token behind them, and the references that they mean.
fn forms() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let forms = FORMS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    forms.map(|form| {
        let signs = ["=>", "!>", "x>"].into_iter();
        let found = signs.filter_map(|sign| form.split_once(sign).map(|(before, behind)| (before, sign, behind)));
        found.min_by_key(|(before, _, _)| before.len()).expect("one of three signs")
    })
}

fn in_one_spelling(class: &str) -> String {
    syn::parse_str::<Type>(class).expect("a class is a type").to_token_stream().to_string()
}

/// `name: Class; name: Class`
fn expected(references: &str) -> Vec<(String, String)> {
    let references = references.split(';').map(str::trim).filter(|it| !it.is_empty());
    let named = references.map(|it| it.split_once(": ").expect("a name and a class"));
    named.map(|(name, class)| (name.to_owned(), in_one_spelling(class))).collect()
}

#[test]
fn every_form_means_what_is_written_beside_it() {
    for (arguments, sign, references) in forms() {
        let tokens = arguments.parse().expect("arguments are tokens");
        let mut diagnostics = Diagnostics::default();
        let read = ReferenceArgs::read(Mode::Acquires, tokens, &mut diagnostics).references;
        assert_eq!(diagnostics.is_empty(), sign == "=>", "{arguments}");
        if sign != "x>" {
            let read = read.iter().map(|it| (it.name.to_string(), it.class.to_token_stream().to_string()));
            assert_eq!(read.collect::<Vec<_>>(), expected(references), "{arguments}");
        }
    }
}
