//! Results that are reused.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use super::mutant_of;
use crate::journal::Journal;
use crate::mutant::Mutant;
use crate::verdict::Verdict;

fn mutant() -> Mutant {
    mutant_of("drop-put", "fn release(task: &mut Task, mm: &Mm) {\n    mmput(mm, task.mm_ref.take());\n}\n")
}

/// A folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("mmref-mutate-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn open(folder: &std::path::Path, common: &str, fresh: bool) -> Journal {
    Journal::open(folder, "tiny", common.to_owned(), fresh).expect("it can be used")
}

fn add(journal: &Journal, verdict: Verdict) {
    journal.add(&mutant(), verdict, Vec::new(), 0.5).expect("it can be written");
}

#[test]
fn the_last_result_of_a_mutant_is_found_again() {
    let folder = folder("found");
    let journal = open(&folder, "a", false);
    assert!(journal.find(&mutant()).is_none());
    add(&journal, Verdict::OwnCheck { how: "hang".to_owned() });
    add(&journal, Verdict::Survived);
    assert_eq!(open(&folder, "a", false).find(&mutant()).expect("it is there").verdict, Verdict::Survived);
    fs::remove_dir_all(folder).expect("it is there");
}

#[test]
fn a_result_of_something_else_is_outdated() {
    let folder = folder("outdated");
    add(&open(&folder, "a", false), Verdict::Survived);
    let journal = open(&folder, "b", false);
    assert!(journal.find(&mutant()).is_none() && journal.is_outdated(&mutant()));
    let journal = open(&folder, "a", false);
    let other = Mutant { text: "fn other() {}".to_owned(), ..mutant() };
    assert!(journal.find(&other).is_none() && journal.is_outdated(&other));
    assert!(!journal.is_outdated(&mutant()));
    fs::remove_dir_all(folder).expect("it is there");
}

#[test]
fn a_line_that_was_interrupted_is_no_result_and_spoils_none() {
    let folder = folder("interrupted");
    let journal = open(&folder, "a", false);
    let path = journal.path().to_owned();
    fs::OpenOptions::new()
        .append(true)
        .open(path)
        .and_then(|mut it| it.write_all(b"{\"id\": \"drop"))
        .expect("it is there");
    let journal = open(&folder, "a", false);
    assert!(journal.find(&mutant()).is_none());
    add(&journal, Verdict::Survived);
    assert!(open(&folder, "a", false).find(&mutant()).is_some());
    fs::remove_dir_all(folder).expect("it is there");
}

#[test]
fn a_fresh_journal_is_empty() {
    let folder = folder("fresh");
    add(&open(&folder, "a", false), Verdict::Survived);
    assert!(open(&folder, "a", true).find(&mutant()).is_none());
    assert!(open(&folder, "a", false).find(&mutant()).is_none());
    fs::remove_dir_all(folder).expect("it is there");
}
