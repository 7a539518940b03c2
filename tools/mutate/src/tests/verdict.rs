//! What noticed a mutant.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use super::mutant_of;
use crate::build::{Build, Complaint};
use crate::report;
use crate::verdict::{Judged, Named, Verdict};
use crate::workload::Run;

const USER: &str = "
fn release(task: &mut Task, mm: &Mm) {
    mmput(mm, task.mm_ref.take());
}

fn fork() -> Task {
    MM_REF!(fresh: MmUsers);
    Task { mm: None, mm_ref: fresh, lazy_ref: SharedRef::new() }
}
";

pub(super) fn judged(verdict: Verdict) -> Judged {
    let mutant = mutant_of("drop-put", USER);
    Judged { mutant, verdict, warnings: Vec::new(), equivalent: None, seconds: 0.0 }
}

fn complaint(rule: &str, message: &str) -> Complaint {
    Complaint { rule: rule.to_owned(), message: message.to_owned(), rendered: message.to_owned() }
}

fn of_errors(errors: Vec<Complaint>) -> Verdict {
    Verdict::of_errors(&Build { errors, warnings: BTreeSet::new(), program: None, stderr: "cargo: no".to_owned() })
}

fn of_run(status: Option<i32>, stderr: &str) -> Verdict {
    let run = Run { status: status.map(ExitStatus::from_raw), stderr: stderr.to_owned() };
    Verdict::of_run(&run, &report::parse(&run.stderr), &mutant_of("drop-put", USER))
}

fn named_by(stderr: &str) -> Vec<Named> {
    match of_run(Some(6), stderr) {
        Verdict::RunTime { named_by, .. } => named_by.into_iter().collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_rule_of_mmref_comes_before_codes() {
    let verdict = of_errors(vec![complaint("E0382", "moved"), complaint("C6", "held [mmref C6]")]);
    let Verdict::CompileTime { rule, all, .. } = verdict else { panic!("{verdict:?}") };
    assert_eq!((&*rule, all), ("C6", vec!["E0382".to_owned(), "C6".to_owned()]));
}

#[test]
fn nonsense_is_stillborn() {
    let verdict = of_errors(vec![complaint("E0425", "cannot find value `mm`")]);
    assert_eq!(verdict, Verdict::Stillborn { message: "cannot find value `mm`".to_owned() });
    assert_eq!(of_errors(Vec::new()), Verdict::Stillborn { message: "cargo: no".to_owned() });
}

#[test]
fn the_program_may_notice_alone() {
    assert_eq!(of_run(Some(0), ""), Verdict::Survived);
    assert_eq!(of_run(None, ""), Verdict::OwnCheck { how: "hang".to_owned() });
    assert_eq!(of_run(Some(1 << 8), "bad sums"), Verdict::OwnCheck { how: "exit status: 1".to_owned() });
    let panicked = "thread 'reader-1' (7) panicked at src/cache.rs:43:21:\nused after it was freed\nnote: run with\n";
    let how = "panic at src/cache.rs:43:21: used after it was freed".to_owned();
    assert_eq!(of_run(Some(101 << 8), panicked), Verdict::OwnCheck { how });
}

#[test]
fn a_report_comes_before_the_exit_status() {
    let report = "mmref: reference put that is not held\n  reference  r in t::f, class c\n  help: fill it\n";
    for status in [None, Some(0), Some(6)] {
        assert_eq!(of_run(status, report).describe(), "run time, NotHeld, names neither");
    }
}

/// Unwinding drops what is held.
#[test]
fn a_panic_of_the_program_comes_before_what_it_drops() {
    let report = "mmref: reference dropped while it is held\n  reference  r in t::f, class c\n  help: put it\n";
    let own = format!("thread 'main' (1) panicked at src/a.rs:1:2:\nassertion failed\nnote: run with\n{report}");
    assert_eq!(of_run(Some(6), &own).describe(), "own check: panic at src/a.rs:1:2: assertion failed");
    let of_mmref = format!("thread 'main' (1) panicked at src/a.rs:1:2:\n{report}");
    assert_eq!(of_run(Some(101 << 8), &of_mmref).describe(), "run time, LeakedReference, names neither");
}

#[test]
fn a_report_names_the_function_its_lines_or_the_owner() {
    let report =
        |what: &str| format!("mmref: reference put that is not held\n  reference  {what}, class mm_users\n  help: x\n");
    assert_eq!(named_by(&report("mm_ref in tiny::user::release")), [Named::Function]);
    assert_eq!(named_by(&report("a slot made at src/user.rs:3:5")), [Named::Line]);
    assert_eq!(named_by(&report("a slot made at user.rs:3:5")), [Named::Line]);
    assert_eq!(named_by(&report("a slot made at ser.rs:3:5")), []);
    assert_eq!(named_by(&report("Task::mm_ref")), [Named::Owner]);
    assert_eq!(named_by(&report("fresh in tiny::user::fork")), [Named::Owner]);
    // On line 8 before the mistake, which leaves out a line.
    assert_eq!(named_by(&report("a slot made at src/user.rs:7:30")), [Named::Owner]);
    assert_eq!(named_by(&report("a slot made at src/user.rs:8:30")), []);
    assert_eq!(named_by(&report("mm_ref in tiny::user::released")), []);
    assert_eq!(named_by(&report("a slot made at src/user.rs:30:5")), []);
    assert_eq!(named_by(&report("Other::mm_ref")), []);
}

#[test]
fn other_holders_are_not_at_fault() {
    let report = "mmref: reference put that is not held
  reference  r in tiny::other::f, class mm_users
  Mm #1: mm_users = 1, 1 listed
    1  Task::mm_ref  src/user.rs:3:5  thread main
  help: x
";
    assert_eq!(named_by(report), []);
}

#[test]
fn of_an_object_alone_the_holders_are_told() {
    let report = "mmref: object freed while references to it are held
  dropped  thread main  with Mm #1
  Mm #1: mm_users = 1, 1 listed
    1  Task::mm_ref  src/other.rs:3:5  thread main
  help: x
";
    assert_eq!(named_by(report), [Named::Owner]);
}
