//! `MMREF_REPORT`: a file with what went wrong, and with what is held at the end.

use std::path::PathBuf;

use crate::common::{Users, immortal, in_child};
use mmref::{MM_REF, MmRef};
use serde_json::{Value, json};

/// A path that no other test uses.
fn path(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    path.to_str().expect("the target directory has a name in UTF-8").to_owned()
}

fn read(path: &str) -> Value {
    let text = std::fs::read_to_string(path).expect("the file is there");
    let document = serde_json::from_str(&text).expect("it is JSON");
    super::schema::assert_valid(&document);
    document
}

fn hold() -> MmRef<Users> {
    MM_REF!(held);
    immortal().get(&mut held);
    held
}

fn put_nothing() {
    assert!(!immortal().put(MmRef::new()));
}

#[test]
fn what_is_held_at_the_end() {
    let path = path("held_at_exit.json");
    in_child!(&[("MMREF_REPORT", &path)], || _ = hold().into_raw()).succeeded();
    let report = read(&path);
    assert_eq!((&report["mmref"], &report["type"]), (&json!(1), &json!("report")));
    assert_eq!(report["violations"], json!([]));
    let [holder] = report["holders"].as_array().unwrap().as_slice() else { panic!("one is held: {report:#}") };
    assert_eq!(holder["owner"]["name"], "held");
}

#[test]
fn violations_and_the_end() {
    let path = path("violations.json");
    let environment = [("MMREF_REPORT", &*path), ("MMREF_ON_VIOLATION", "report")];
    in_child!(&environment, || (0..102).for_each(|_| put_nothing())).succeeded();
    let report = read(&path);
    assert_eq!(report["violations"].as_array().unwrap().len(), 100);
    assert_eq!(report["violations"][0]["kind"], "NotHeld");
    assert_eq!((&report["more_violations"], &report["holders"]), (&json!(2), &json!([])));
}

#[test]
fn violation_that_aborts() {
    let path = path("aborted.json");
    let environment = [("MMREF_REPORT", &*path), ("MMREF_ON_VIOLATION", "abort")];
    in_child!(&environment, || {
        let _raw = hold().into_raw();
        put_nothing();
    })
    .aborted();
    let report = read(&path);
    assert_eq!((report["violations"].as_array().unwrap().len(), report["holders"].as_array().unwrap().len()), (1, 1));
}

#[test]
fn one_file_for_each_process() {
    let path = path("process-%p.json");
    let child = in_child!(&[("MMREF_REPORT", &path)], || {
        let _raw = hold().into_raw();
        eprintln!("{}", std::process::id());
    });
    let number = child.succeeded();
    read(&path.replace("%p", number.trim()));
}

#[test]
fn path_that_cannot_be_written() {
    let path = path("no-such-directory") + "/report.json";
    let stderr = in_child!(&[("MMREF_REPORT", &path)], || _ = hold().into_raw()).succeeded();
    assert!(stderr.starts_with(&format!("mmref: MMREF_REPORT cannot be written to {path}: ")), "{stderr}");
}
