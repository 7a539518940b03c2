//! Tests that leak, run by cargo as their user runs them: the right ones fail, each with a report of its own leak,
//! whatever runs beside them and in whichever order.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::OnceLock;

/// What each test that failed has printed.
type Failures = BTreeMap<String, String>;

fn leaky() -> PathBuf {
    super::workspace::root().join("tests/leaky")
}

/// A command that builds the tests in a workspace of their own.
fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = plain(super::workspace::cargo("tests/leaky"));
    cargo.args(arguments).arg("--locked");
    cargo
}

/// The command in the plain environment of a user.
fn plain(mut command: Command) -> Command {
    let ours = |name: &str| name.starts_with("MMREF_") || name.starts_with("NEXTEST") || name.starts_with("RUST_TEST");
    env::vars().map(|(name, _)| name).filter(|name| ours(name)).for_each(|name| _ = command.env_remove(name));
    command.env("RUST_BACKTRACE", "0").env("CARGO_TERM_COLOR", "never");
    command
}

/// The tests, run by hand.
fn tests() -> Command {
    let mut tests = plain(Command::new(binary()));
    tests.current_dir(leaky());
    tests
}

fn run(command: &mut Command) -> (Output, String, String) {
    let output = command.output().expect("it can be run");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    (output, out, err)
}

/// The binary that cargo has made of the tests.
fn binary() -> &'static PathBuf {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let (output, messages, err) = run(&mut cargo(&["test", "--no-run", "--message-format", "json"]));
        assert!(output.status.success(), "{err}");
        let executable = messages.lines().find_map(|line| {
            let (_, rest) = line.split_once("\"executable\":\"")?;
            Some(rest.split_once('"')?.0.replace("\\\\", "\\"))
        });
        executable.expect("cargo tells of the binary").into()
    })
}

/// The tests that failed, and what they printed, without what differs from run to run.
fn failures(printed: &str) -> Failures {
    let (_, sections) = printed.split_once("\nfailures:\n").unwrap_or_else(|| panic!("nothing fails in\n{printed}"));
    let (sections, _) = sections.split_once("\nfailures:\n").expect("libtest lists the names, too");
    let section = |text: &str| {
        let (name, text) = text.split_once(" stdout ----\n").expect("libtest captures what a test prints");
        (name.to_owned(), without_numbers(text))
    };
    sections.split("---- ").skip(1).map(section).collect()
}

/// Leaves out the numbers of objects and threads, and the advice that only the first panic of a process gives.
fn without_numbers(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("note: run with `RUST_BACKTRACE"));
    let text: String = lines.map(|line| format!("{}\n", line.trim_end())).collect();
    without_digits(&without_digits(&text, "Mm #"), "' (").replace("' () panicked", "' panicked")
}

/// Cuts off the digits that follow each `mark`.
fn without_digits(text: &str, mark: &str) -> String {
    let cut = |piece: &str| piece.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    text.split(mark).map(cut).collect::<Vec<_>>().join(mark)
}

/// The outcomes that libtest tells of, by name.
fn outcomes(printed: &str) -> BTreeMap<&str, &str> {
    printed
        .lines()
        .filter_map(|line| line.strip_prefix("test ")?.split_once(" ... "))
        .map(|(name, outcome)| (name.split(' ').next().unwrap_or(name), outcome))
        .collect()
}

/// Those that are called so fail, and nobody else does.
fn assert_the_right_ones_fail(printed: &str) {
    let outcomes = outcomes(printed);
    assert_eq!(outcomes.len(), 27, "{printed}");
    for (name, outcome) in outcomes {
        let expected = match name.split('_').next() {
            Some("fails") => "FAILED",
            Some("passes") => "ok",
            _ => "ignored",
        };
        assert_eq!(outcome, expected, "{name}\n{printed}");
    }
}

/// No report names a slot of another test.
fn assert_each_tells_of_its_own(failures: &Failures) {
    for (name, text) in failures {
        assert!(text.contains(&format!("tests::{name} ")) || text.contains(&format!("tests::{name}::")), "{text}");
        for other in failures.keys().filter(|other| *other != name) {
            let (space, colon) = (format!("tests::{other} "), format!("tests::{other}::"));
            assert!(!text.contains(&space) && !text.contains(&colon), "{name} tells of {other}:\n{text}");
        }
    }
}

/// What `cargo test` has to say of it, which every other run is compared with.
fn reference() -> &'static Failures {
    static REFERENCE: OnceLock<Failures> = OnceLock::new();
    REFERENCE.get_or_init(|| {
        let (output, printed, err) = run(cargo(&["test"]).args(["--", "--test-threads", "8"]));
        assert_eq!(output.status.code(), Some(101), "{printed}\n{err}");
        assert_the_right_ones_fail(&printed);
        failures(&printed)
    })
}

#[test]
fn each_report_tells_of_the_tests_own_leak() {
    assert_each_tells_of_its_own(reference());
    let all: String = reference().iter().map(|(name, text)| format!("---- {name}\n{}\n", text.trim_end())).collect();
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(all) });
}

/// `--shuffle` is not stable yet; the binary takes it all the same if it is told that this is known.
#[test]
fn in_any_order() {
    for seed in 1..=20 {
        let (_, printed, _) = run(tests()
            .args(["-Z", "unstable-options", "--shuffle-seed", &seed.to_string(), "--test-threads", "8"])
            .env("RUSTC_BOOTSTRAP", "1"));
        assert!(printed.contains(&format!("shuffle seed: {seed}")), "{printed}");
        assert_the_right_ones_fail(&printed);
        assert_eq!(&failures(&printed), reference(), "seed {seed}");
    }
}

#[test]
fn one_after_the_other() {
    let (_, printed, _) = run(tests().arg("--test-threads=1"));
    assert_the_right_ones_fail(&printed);
    assert_each_tells_of_its_own(&failures(&printed));
}

#[test]
fn alone() {
    for (name, report) in reference() {
        let (_, printed, _) = run(tests().args([name, "--exact", "--test-threads=8"]));
        assert_eq!(failures(&printed), Failures::from([(name.clone(), report.clone())]));
    }
}

#[test]
fn whatever_the_policy_is() {
    let (_, printed, _) = run(tests().arg("--test-threads=8").env("MMREF_ON_VIOLATION", "report"));
    assert_the_right_ones_fail(&printed);
    assert_eq!(&failures(&printed), reference());
}

#[test]
fn none_believes_in_checks_that_are_not_made() {
    let (_, printed, _) = run(tests().arg("--test-threads=8").env("MMREF_TRACK", "off"));
    let failures = failures(&printed);
    assert_eq!(failures.len(), 26, "all that are not ignored: {printed}");
    for (name, text) in failures {
        assert!(text.contains(&format!("the test tests::{name} would check nothing")), "{text}");
    }
}

/// nextest runs each test in a process of its own.
#[test]
fn in_a_process_each() {
    if !plain(Command::new(env!("CARGO")))
        .args(["nextest", "--version"])
        .output()
        .is_ok_and(|output| output.status.success())
    {
        eprintln!("cargo-nextest is not installed: nothing is tested");
        return;
    }
    let (_, _, printed) = run(&mut cargo(&["nextest", "run", "--no-fail-fast", "--failure-output", "final"]));
    let named = |status: &str| {
        let lines = printed.lines().filter(|line| line.trim_start().starts_with(status));
        let mut names: Vec<_> = lines.filter_map(|line| line.split("leaky::tests ").nth(1)).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    assert_eq!(named("FAIL ["), reference().keys().map(String::as_str).collect::<Vec<_>>(), "{printed}");
    assert_eq!(named("PASS [").len(), 8, "{printed}");
    let printed = without_numbers(&printed);
    for line in reference().values().flat_map(|report| report.lines()).filter(|line| line.contains(" in tests::")) {
        assert!(printed.contains(line.trim_start()), "`{line}` is not in\n{printed}");
    }
}
