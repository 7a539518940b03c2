//! The whole tool, on the smallest of targets: `tests/tiny`. The first run builds mmref in a copy of the workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde_json::Value;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiny").join(path)
}

fn scratch(path: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(path)
}

/// One at a time: what is kept in the copy is gone when the next one begins.
static TURN: Mutex<()> = Mutex::new(());

fn mutate(reviewed: &Path, arguments: &[&str]) -> Output {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    run(reviewed, arguments)
}

fn run(reviewed: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mmref-mutate"))
        .arg("--targets")
        .arg(here("targets.toml"))
        .arg("--reviewed")
        .arg(reviewed)
        .arg("--scratch")
        .arg(scratch("tiny"))
        .args(arguments)
        .output()
        .expect("it can be started")
}

fn reviewed() -> PathBuf {
    here("reviewed.toml")
}

#[track_caller]
fn succeeded(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert!(!output.status.success());
    let stderr = String::from_utf8_lossy(&output.stderr);
    let error = stderr.split_once("mmref-mutate: ").expect("it says why").1;
    error.to_owned()
}

/// What became of the mutants of one operator in one function.
fn verdicts<'a>(json: &'a Value, operator: &str, function: &str) -> Vec<&'a Value> {
    let judged = json["judged"].as_array().expect("it is a list");
    judged.iter().filter(|it| it["operator"] == operator && it["function"] == function).collect()
}

/// The results of all mutants, without anything of earlier runs. The other tests take them over.
fn judged_once() -> &'static Value {
    static RESULTS: OnceLock<Value> = OnceLock::new();
    RESULTS.get_or_init(|| {
        let (markdown, json) = (scratch("tiny.md"), scratch("tiny.json"));
        let paths = [&markdown, &json].map(|path| path.to_str().expect("it is UTF-8"));
        let output = mutate(&reviewed(), &["--fresh", "--jobs", "2", "--markdown", paths[0], "--json", paths[1]]);
        assert_eq!(succeeded(&output).trim(), fs::read_to_string(&markdown).expect("it was written").trim());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(", left 0\n"), "{stderr}");
        assert!(!stderr.contains("taken over"), "{stderr}");
        let json = fs::read_to_string(&json).expect("it was written");
        serde_json::from_str(&json).expect("it is JSON")
    })
}

#[test]
fn every_mutant_is_judged() {
    let json = judged_once();
    assert_eq!(json["mutants"], json["judged"].as_array().expect("it is a list").len());
    assert_eq!(json["all"]["stillborn"], 0, "{}", json["judged"]);
    let rules = |operator, function| {
        verdicts(json, operator, function)
            .into_iter()
            .map(|it| it["rule"].as_str().unwrap_or("none"))
            .collect::<Vec<_>>()
    };
    assert_eq!(rules("drop-put", "size"), ["C6"]);
    assert_eq!(rules("repeat-get", "size"), ["C7"]);
    assert_eq!(rules("repeat-put", "size"), ["E0382"]);
    assert_eq!(rules("drop-get", "mmget"), ["C3"]);
    let release = verdicts(json, "drop-put", "release")[0];
    assert_eq!((&release["verdict"], &release["kind"]), (&"run-time".into(), &"LeakedReference".into()));
    assert_eq!(release["named_by"][0], "owner");
    assert_eq!(verdicts(json, "free-early", "size")[0]["verdict"], "own-check");
    let later = verdicts(json, "drop-put", "release_later")[0];
    assert_eq!((&later["verdict"], &later["survivor"]), (&"survived".into(), &"nobody calls it".into()));
    assert_eq!(verdicts(json, "free-early", "release")[0]["equivalent"], "here it is the last in any case");
}

#[test]
fn a_sample_is_a_part() {
    let list = |arguments: &[&str]| {
        let output = mutate(&reviewed(), &[&["--list"], arguments].concat());
        succeeded(&output).matches("@@ ").count()
    };
    assert_eq!(list(&["--sample", "5", "--seed", "3"]), 5);
    assert_eq!(list(&["--operator", "drop-put"]), 4);
    assert!(list(&[]) > 20);
}

#[test]
fn a_mutant_can_be_kept() {
    let list = succeeded(&mutate(&reviewed(), &["--list", "--operator", "drop-take"]));
    let id = list.split_whitespace().next().expect("there is one");
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let output = succeeded(&run(&reviewed(), &["--only", id, "--keep"]));
    let path = output.lines().next().expect("the first line is the path");
    let text = fs::read_to_string(path).expect("it is kept");
    assert!(text.contains("mmput(mm, MmRef::new())"), "{text}");
}

#[test]
fn a_target_that_does_not_build_is_refused() {
    let error = refused(&mutate(&reviewed(), &["--target", "broken"]));
    assert!(error.starts_with("broken does not build as it is:"), "{error}");
    assert!(error.contains("no example target named `nowhere`"), "{error}");
}

#[test]
fn a_target_that_does_not_pass_is_refused() {
    let error = refused(&mutate(&reviewed(), &["--target", "failing"]));
    assert!(error.starts_with("failing does not pass as it is: exit status: 101"), "{error}");
    assert!(error.contains("told to fail"), "{error}");
}

#[test]
fn what_does_not_exist_is_refused() {
    let error = refused(&mutate(&reviewed(), &["--target", "huge"]));
    assert_eq!(error, "there is no target `huge`: tiny, failing, misspelt, broken\n");
    let error = refused(&mutate(&reviewed(), &["--operator", "drop-everything"]));
    assert!(error.starts_with("there is no operator `drop-everything`: drop-get, "), "{error}");
    let error = refused(&mutate(&reviewed(), &["--target", "misspelt"]));
    assert_eq!(error, "tools/mutate/tests/tiny/src/mane.rs is to be skipped, and is not there\n");
    let error = refused(&mutate(&reviewed(), &["--only", "drop-get-0"]));
    assert_eq!(error, "there is no such mutant; `--list` lists them\n");
}

#[test]
fn an_interrupted_run_goes_on() {
    let mutants = judged_once()["mutants"].as_u64().expect("it is a number");
    let journal = scratch("tiny/results-tiny.jsonl");
    let (before, json) = (judged_once(), scratch("again.json"));
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    // As if the run had been stopped in the middle of a line.
    let text = fs::read_to_string(&journal).expect("it was written");
    let id = before["judged"][3]["id"].as_str().expect("it is a text");
    let (of_it, others): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.contains(&format!("\"{id}\"")));
    fs::write(&journal, format!("{}\n{}", others.join("\n"), &of_it[0][..20])).expect("it can be written");
    let again = || run(&reviewed(), &["--json", json.to_str().expect("it is UTF-8")]);
    let output = again();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains(&format!("{} of {mutants} results are taken over", mutants - 1)), "{stderr}");
    succeeded(&output);
    let after: Value = serde_json::from_str(&fs::read_to_string(&json).expect("it was written")).expect("it is JSON");
    assert_eq!(&after, before);

    let output = again();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains(&format!("{mutants} of {mutants} results are taken over")), "{stderr}");
    assert!(!stderr.contains("building"), "{stderr}");
}

#[test]
fn a_reviewed_mutant_that_was_noticed_is_refused() {
    judged_once();
    let file = scratch("noticed.toml");
    let list = succeeded(&mutate(&reviewed(), &["--list", "--operator", "drop-take"]));
    let id = list.split_whitespace().next().expect("there is one");
    for (kind, claim) in [("equivalent", "is said to be equivalent"), ("survivor", "is said to survive")] {
        let entry = |id| format!("[[{kind}]]\ntarget = \"tiny\"\nid = \"{id}\"\nreason = \"none\"\n");
        fs::write(&file, entry(id)).expect("it can be written");
        let error = refused(&mutate(&file, &["--only", id]));
        assert_eq!(error, format!("{id} {claim}, and was noticed: run time, NotHeld\n"));
        fs::write(&file, entry("drop-get-0")).expect("it can be written");
        let error = refused(&mutate(&file, &[]));
        assert_eq!(error, format!("drop-get-0 {claim}, and there is no such mutant\n"));
    }
}
