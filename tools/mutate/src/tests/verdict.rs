//! What noticed a mutant.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use serde_json::{Value, json};

use super::mutant_of;
use crate::build::{Build, Complaint};
use crate::report::parse;
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
    Judged { mutant, verdict, warnings: Vec::new(), review: None, seconds: 0.0 }
}

fn complaint(rule: &str, message: &str) -> Complaint {
    Complaint { rule: rule.to_owned(), message: message.to_owned(), rendered: message.to_owned() }
}

fn of_errors(errors: Vec<Complaint>) -> Verdict {
    Verdict::of_errors(&Build { errors, warnings: BTreeSet::new(), program: None, stderr: "cargo: no".to_owned() })
}

fn of_run(status: Option<i32>, stderr: &str, violations: &[Value]) -> Verdict {
    let reports = parse(&json!({ "violations": violations }).to_string()).expect("it has the shape of a report");
    let run = Run { status: status.map(ExitStatus::from_raw), stderr: stderr.to_owned(), reports };
    Verdict::of_run(&run, &mutant_of("drop-put", USER))
}

fn named_by(violation: Value) -> Vec<Named> {
    match of_run(Some(6), "", &[violation]) {
        Verdict::RunTime { named_by, .. } => named_by.into_iter().collect(),
        other => panic!("{other:?}"),
    }
}

fn place(file: &str, line: usize) -> Value {
    json!({ "file": file, "line": line, "column": 5 })
}

fn elsewhere() -> Value {
    place("src/elsewhere.rs", 1)
}

/// A violation about one reference.
fn violation(kind: &str, owner: Value) -> Value {
    json!({
        "kind": kind, "headline": "reference put that is not held", "help": "fill it",
        "reference": { "owner": owner, "share": null, "given_up": null },
    })
}

fn local(name: &str, function: &str) -> Value {
    json!({ "name": name, "function": function, "place": elsewhere() })
}

fn field(structure: &str, name: &str) -> Value {
    json!({ "name": name, "structure": structure, "place": elsewhere() })
}

fn nameless(file: &str, line: usize) -> Value {
    json!({ "place": place(file, line) })
}

fn holder(owner: Value) -> Value {
    json!({ "owner": owner, "acquired": elsewhere(), "moved": null })
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
    assert_eq!(of_run(Some(0), "", &[]), Verdict::Survived);
    assert_eq!(of_run(None, "", &[]), Verdict::OwnCheck { how: "hang".to_owned() });
    assert_eq!(of_run(Some(1 << 8), "bad sums", &[]), Verdict::OwnCheck { how: "exit status: 1".to_owned() });
    let panicked = "thread 'reader-1' (7) panicked at src/cache.rs:43:21:\nused after it was freed\nnote: run with\n";
    let how = "panic at src/cache.rs:43:21: used after it was freed".to_owned();
    assert_eq!(of_run(Some(101 << 8), panicked, &[]), Verdict::OwnCheck { how });
}

#[test]
fn a_report_comes_before_the_exit_status() {
    for status in [None, Some(0), Some(6)] {
        let verdict = of_run(status, "", &[violation("NotHeld", local("r", "t::f"))]);
        assert_eq!(verdict.describe(), "run time, NotHeld, names neither");
    }
}

#[test]
fn the_first_of_many_violations_decides() {
    let violations = [violation("NotHeld", local("r", "t::f")), violation("LeakedReference", field("Task", "mm_ref"))];
    let Verdict::RunTime { kind, all, named_by, .. } = of_run(Some(6), "", &violations) else {
        panic!("it was noticed")
    };
    assert_eq!((&*kind, named_by.len()), ("NotHeld", 0));
    assert_eq!(all, ["LeakedReference", "NotHeld"].map(str::to_owned).into());
}

/// Unwinding drops what is held.
#[test]
fn a_panic_of_the_program_comes_before_what_it_drops() {
    let report = "mmref: reference dropped while it is held\n  reference  r in t::f, class c\n  help: put it\n";
    let violations = [violation("LeakedReference", local("r", "t::f"))];
    let own = format!("thread 'main' (1) panicked at src/a.rs:1:2:\nassertion failed\nnote: run with\n{report}");
    let verdict = of_run(Some(6), &own, &violations);
    assert_eq!(verdict.describe(), "own check: panic at src/a.rs:1:2: assertion failed");
    let of_mmref = format!("thread 'main' (1) panicked at src/a.rs:1:2:\n{report}");
    let verdict = of_run(Some(101 << 8), &of_mmref, &violations);
    assert_eq!(verdict.describe(), "run time, LeakedReference, names neither");
}

#[test]
fn a_report_names_the_function_its_lines_or_the_owner() {
    let named_by = |owner| named_by(violation("NotHeld", owner));
    assert_eq!(named_by(local("mm_ref", "tiny::user::release")), [Named::Function]);
    assert_eq!(named_by(nameless("src/user.rs", 3)), [Named::Line]);
    assert_eq!(named_by(nameless("user.rs", 3)), [Named::Line]);
    assert_eq!(named_by(nameless("ser.rs", 3)), []);
    assert_eq!(named_by(field("Task", "mm_ref")), [Named::Owner]);
    assert_eq!(named_by(local("fresh", "tiny::user::fork")), [Named::Owner]);
    // On line 8 before the mistake, which deletes a line.
    assert_eq!(named_by(nameless("src/user.rs", 7)), [Named::Owner]);
    assert_eq!(named_by(nameless("src/user.rs", 8)), []);
    assert_eq!(named_by(local("mm_ref", "tiny::user::released")), []);
    assert_eq!(named_by(nameless("src/user.rs", 30)), []);
    assert_eq!(named_by(field("Other", "mm_ref")), []);
}

#[test]
fn other_holders_are_not_at_fault() {
    let mut violation = violation("NotHeld", local("r", "tiny::other::f"));
    violation["object"] = json!({ "holders": [holder(field("Task", "mm_ref"))] });
    assert_eq!(named_by(violation), []);
}

#[test]
fn of_an_object_alone_the_holders_are_told() {
    let violation = json!({
        "kind": "LeakedObject", "headline": "object freed while references to it are held", "help": "x",
        "object": { "holders": [holder(field("Task", "mm_ref"))] },
    });
    assert_eq!(named_by(violation), [Named::Owner]);
}
