//! The program as its user runs it: every mm is freed once, whatever the CPUs do.

use std::process::{Command, Output};

fn kernel_mm(arguments: &[&str]) -> Output {
    let variables = ["MMREF_ON_VIOLATION", "MMREF_TRACK", "MMREF_REPORT_LIMIT"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_kernel-mm"));
    variables.iter().for_each(|variable| _ = command.env_remove(variable));
    command.args(arguments).env("RUST_BACKTRACE", "0").output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn assert_well(arguments: &[&str]) -> String {
    let output = kernel_mm(arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success() && err.is_empty(), "{arguments:?}: {}\n{out}\n{err}", output.status);
    for line in ["Everybody stood still 4 times", "0  references still held", "Every mm was freed once."] {
        assert!(out.contains(line), "{arguments:?}: no `{line}` in\n{out}");
    }
    out
}

#[test]
fn every_mm_is_freed_once() {
    for seed in ["1", "2", "3"] {
        assert_well(&["--ops", "4000", "--seed", seed]);
    }
    assert_well(&["--ops=4000", "--threads=9"]);
    assert_well(&["--seconds", "0.3", "--threads", "2"]);
    assert_well(&["--ops", "0"]);
}

/// Every operation is done at least once.
#[test]
fn every_operation_is_done() {
    let out = assert_well(&["--ops", "8000"]);
    for table in kernel_mm::workload::parts::PARTS {
        for op in table.ops.iter().chain(table.kthread_ops) {
            assert!(
                out.lines().any(|line| line.trim_start().ends_with(&format!("  {}", op.name))),
                "{}\n{out}",
                op.name
            );
        }
    }
    for line in ["cpu_down", "idle", "do_exit, killed"] {
        assert!(out.contains(line), "{line}\n{out}");
    }
}

/// With one CPU, what is done does not depend on timing.
#[test]
fn one_cpu_does_the_same_again() {
    let run = || {
        let out = assert_well(&["--threads", "1", "--ops", "4000", "--seed", "7"]);
        out.lines().skip(1).take_while(|line| !line.starts_with("Who")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(run(), run());
}

#[test]
fn the_middle_names_who_holds_what() {
    let out = assert_well(&["--ops", "4000"]);
    assert!(out.contains("mm_count  a slot in kernel_mm::init_mm::INIT_MM_REF"), "{out}");
    assert!(out.contains("mm_users  "), "{out}");
}

#[test]
fn what_is_not_listed_is_not_compared() {
    let output = Command::new(env!("CARGO_BIN_EXE_kernel-mm")).args(["--ops", "2000"]).env("MMREF_TRACK", "0").output();
    let output = output.expect("it runs");
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("not compared: "), "{}", text(&output.stdout));
}

#[test]
fn a_wrong_command_line_is_told_of() {
    for (arguments, message) in [
        (&["--frobnicate"][..], "invalid option '--frobnicate'"),
        (&["--threads", "0"], "a number from 1 to 64 is needed"),
        (&["--seconds", "-1"], "cannot parse"),
        (&["--ops"], "missing argument"),
        (&["now"], "unexpected argument"),
    ] {
        let output = kernel_mm(arguments);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(message), "{arguments:?}: {error}");
    }
    let help = kernel_mm(&["--help"]);
    assert!(help.status.success() && text(&help.stdout).contains("Usage:"));
}
