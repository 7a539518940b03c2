//! `procfs`, as a user runs it: everything is accounted for, and each mistake is reported.

use std::process::{Command, Output};

fn procfs(arguments: &[&str]) -> Output {
    let variables = ["MMREF_ON_VIOLATION", "MMREF_TRACK", "MMREF_REPORT_LIMIT"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_procfs"));
    variables.iter().for_each(|variable| _ = command.env_remove(variable));
    command.args(arguments).env("RUST_BACKTRACE", "0").output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn assert_clean(arguments: &[&str]) -> String {
    let output = procfs(arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {}\n{out}\n{err}", output.status);
    assert_eq!(err, "", "{arguments:?}");
    for line in ["counts equal their lists", "Everything is accounted for", "0 left over", "0  references still held"] {
        assert!(out.contains(line), "{arguments:?}: no `{line}` in\n{out}");
    }
    out
}

#[test]
fn reads_this_machine() {
    assert_clean(&["--rounds", "40"]);
    assert_clean(&["--rounds", "1", "--readers", "1"]);
    assert_clean(&["--rounds=25", "--readers=9", "--all"]);
}

#[test]
fn reads_the_snapshot() {
    let out = assert_clean(&["--snapshot", "--rounds", "200"]);
    assert!(out.contains("from the snapshot"), "{out}");
    assert!(out.contains("   1530  node                      1011240 kB    84872 kB"), "{out}");
}

#[test]
fn readers_are_among_the_holders() {
    let out = assert_clean(&["--snapshot", "--readers", "3", "--rounds", "2"]);
    let holder = out.lines().find(|line| line.contains("mm_ref in files::proc_pid_maps")).expect("a reader holds");
    assert!(holder.contains("examples") && holder.contains("reader-"), "{holder}");
    for field in ["Task::mm_ref", "Task::active_ref", "MemFile::mm_ref", "Mm::users_hold"] {
        assert!(out.contains(&format!("  {field} ")), "no {field} in\n{out}");
    }
}

/// The headline of each mistake's report, and the slot or function that it must name.
const REPORTS: [(&str, &str, &str); 8] = [
    ("wrong-mm", "reference put to the wrong object", "one_ref in procfs::bugs::kcmp"),
    ("dropped-slot", "reference dropped while it is held", "mm_ref in procfs::bugs::proc_pid_auxv"),
    ("unchecked-acquire", "reference put that is not held", "mm_ref in procfs::bugs::environ_read"),
    ("overwritten-shared", "reference moved to a slot that is held already", "active_ref in procfs::bugs::use_mm"),
    ("freed-early", "object freed while references to it are held", "MemFile::mm_ref"),
    ("duplicated-handle", "reference used after it was given up", "work_ref in procfs::bugs::mmput_async_fn"),
    ("raw-increment", "object freed while shares are left that nobody holds", "mm_count = 1, 0 listed, 1 untracked"),
    (
        "hollow-success",
        "acquiring function succeeded without filling its reference",
        "in procfs::bugs::get_task_mm_cached",
    ),
];

#[test]
fn each_bug_is_reported() {
    for (name, headline, guilty) in REPORTS {
        let output = procfs(&["--snapshot", "--rounds", "20", "--bug", name]);
        let report = text(&output.stderr);
        assert_eq!(output.status.code(), Some(101), "{name}: {report}");
        assert!(report.contains(&format!("mmref: {headline}\n")), "{name}: {report}");
        assert!(report.contains(guilty), "{name}: {report}");
        assert_eq!(report.matches("mmref: ").count(), 1, "{name}: one mistake, one report\n{report}");
    }
}

#[test]
fn a_bug_is_reported_on_this_machine_too() {
    let output = procfs(&["--rounds", "2", "--bug", "wrong-mm"]);
    assert_eq!(output.status.code(), Some(101));
    assert!(text(&output.stderr).contains("one_ref in procfs::bugs::kcmp"));
}

#[test]
fn bug_list_lists_them_all() {
    let output = procfs(&["--bug", "list"]);
    let list = text(&output.stdout);
    let listed: Vec<_> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(output.status.success());
    assert_eq!(listed, REPORTS.map(|(name, ..)| name));
}

#[test]
fn a_wrong_command_line_is_told_of() {
    for (arguments, message) in [
        (&["--frobnicate"][..], "no option `--frobnicate`"),
        (&["--all=yes"], "no option `--all=yes`"),
        (&["--readers", "0"], "`--readers` needs a number from 1 to 256, not `0`"),
        (&["--rounds"], "`--rounds` needs a number from 1 to 1000000, not `nothing`"),
        (&["--bug", "nonsense"], "`--bug` needs one of these, not `nonsense`: wrong-mm, "),
        (&["--bug"], "not `nothing`"),
    ] {
        let output = procfs(arguments);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(message), "{arguments:?}: {error}");
    }
    let help = procfs(&["--help"]);
    assert!(help.status.success() && text(&help.stdout).contains("Usage:"));
}
