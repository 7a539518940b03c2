//! Cargo's messages, line by line.

use crate::build::{Build, read};

fn message(level: &str, text: &str, code: &str, rendered: &str) -> String {
    let code = if code.is_empty() { "null".to_owned() } else { format!(r#"{{"code":"{code}","explanation":null}}"#) };
    format!(
        r#"{{"reason":"compiler-message","message":{{"level":"{level}","message":"{text}","code":{code},"rendered":"{rendered}"}}}}"#
    )
}

fn build(lines: &[String]) -> Build {
    read(&lines.join("\n"), "procfs", String::new())
}

#[test]
fn the_rule_is_that_of_mmref_or_the_code() {
    let build = build(&[
        message("error", "`r` is still held [mmref C6]", "", ""),
        message("error", "use of moved value", "E0382", ""),
        message("error", "expected `;`", "", ""),
    ]);
    let rules: Vec<_> = build.errors.iter().map(|error| &*error.rule).collect();
    assert_eq!(rules, ["C6", "E0382", ""]);
}

#[test]
fn summaries_are_no_complaints() {
    let build = build(&[
        message("error", "aborting due to 2 previous errors", "", ""),
        message("warning", "1 warning emitted", "", ""),
        message("warning", "unused variable: `mm_ref`", "unused_variables", ""),
    ]);
    assert!(build.errors.is_empty());
    assert_eq!(build.warnings.into_iter().map(|it| it.rule).collect::<Vec<_>>(), ["unused_variables"]);
}

#[test]
fn an_error_is_about_references_where_it_names_one_or_moves_one_or_is_a_denied_lint() {
    let build = build(&[
        message("error", "mismatched types", "E0308", "expected `MmRef<MmUsers>`, found `MmRef<MmCount>`"),
        message("error", "mismatched types", "E0308", "expected `u64`, found `()`"),
        message("error", "cannot find value `mm`", "E0425", ""),
        message("error", "missing field `mm_ref`", "E0063", ""),
        message("error", "unused variable: `mm_ref`", "unused_variables", ""),
    ]);
    let about: Vec<_> = build.errors.iter().map(|error| error.is_about_references()).collect();
    assert_eq!(about, [true, false, false, true, true]);
}

#[test]
fn the_program_is_the_artifact_of_its_name() {
    let artifact = |name: &str, path: &str| {
        format!(r#"{{"reason":"compiler-artifact","target":{{"name":"{name}"}},"executable":{path}}}"#)
    };
    let build =
        build(&[artifact("procfs", r#""/t/procfs""#), artifact("other", r#""/t/other""#), artifact("procfs", "null")]);
    assert_eq!(build.program.as_deref(), Some(std::path::Path::new("/t/procfs")));
}
