//! The grammar of arguments equals that of mmref's attributes.

use syn::parse::Parser;

use super::{MM, raw};
use crate::source::Program;
use crate::source::arguments::read;
use crate::source::types::type_text;

const FORMS: &str = include_str!("../../tests/arguments.txt");

/// `name: Class; name: Class`
fn expected(text: &str) -> Vec<(String, String)> {
    let references = text.split(';').map(str::trim).filter(|it| !it.is_empty());
    let references = references.map(|it| it.split_once(": ").expect("a name and a class"));
    references.map(|(name, class)| (name.to_owned(), type_text(&syn::parse_str(class).expect("a type")))).collect()
}

#[test]
fn every_form_means_the_references_that_it_means_to_mmref() {
    let forms = FORMS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for form in forms {
        let signs = ["=>", "!>", "x>"].into_iter();
        let found = signs.filter_map(|sign| form.split_once(sign).map(|(before, behind)| (before, sign, behind)));
        let (arguments, sign, references) = found.min_by_key(|(before, ..)| before.len()).expect("one of three signs");
        match (read.parse_str(arguments), sign) {
            (Ok(read), "=>" | "!>") => assert_eq!(read, expected(references), "{form}"),
            (Err(_), "x>") => {}
            (other, _) => panic!("{form}: {other:?}"),
        }
    }
}

#[track_caller]
fn refused(user: &str) -> String {
    Program::parse(vec![raw("mm", MM), raw("user", user)]).expect_err("an attribute cannot be read")
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    assert!(refused("\n#[acquires_ref(3)]\nfn f() {}").starts_with("src/user.rs:2:16: "));
    assert!(refused("\n#[acquires_ref]\nfn f() {}").starts_with("src/user.rs:2:"));
    assert!(refused("\n#[acquires_ref()]\nfn f() {}").starts_with("src/user.rs:2:"));
    assert!(refused("struct S {\n  #[counted(3)]\n  mm: Mm,\n}").starts_with("src/user.rs:2:"));
    assert!(refused("trait T {\n  #[releases_ref(3)]\n  fn f() {}\n}").starts_with("src/user.rs:2:"));
}

#[test]
fn what_is_added_on_a_condition_is_not_overlooked() {
    let error = refused("\n#[cfg_attr(x, acquires_ref(MmUsers))]\nfn f() {}");
    assert_eq!(error, "src/user.rs:2:1: `acquires_ref` inside of a `cfg_attr` cannot be read");
    let error = refused("struct S {\n  #[cfg_attr(x, counted(MmUsers))]\n  mm: Mm,\n}");
    assert!(error.starts_with("src/user.rs:2:3: "), "{error}");
}
