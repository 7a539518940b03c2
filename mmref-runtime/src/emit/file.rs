//! `MMREF_REPORT`: one document, which is complete from the first violation on.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::report::Report;
use crate::violation::Violation;
use crate::{list, report, snapshot, stderr};

/// The most violations in the file. Further ones are only counted.
const MOST: usize = 100;

static FILE: OnceLock<PathBuf> = OnceLock::new();
static VIOLATIONS: Mutex<(Vec<serde_json::Value>, u64)> = Mutex::new((Vec::new(), 0));

/// Starts to write a report to this file at each violation and when the process exits. `%p` in the path stands for the
/// process number.
pub(super) fn write_to(path: &OsStr) {
    let path = match path.to_str() {
        Some(path) => path.replace("%p", &std::process::id().to_string()).into(),
        None => path.into(),
    };
    if FILE.set(path).is_ok() && !list::at_exit(write) {
        stderr::print(&"mmref: MMREF_REPORT is written at violations only: no more can be done at exit");
    }
}

pub(super) fn violation(violation: &Violation) {
    if FILE.get().is_some() {
        remember(violation.report());
        write();
    }
}

fn remember(report: Report<'_>) {
    let (kept, more) = &mut *VIOLATIONS.lock().unwrap_or_else(PoisonError::into_inner);
    match serde_json::to_value(report) {
        Ok(value) if kept.len() < MOST => kept.push(value),
        _ => *more += 1,
    }
}

fn write() {
    let Some(path) = FILE.get() else { return };
    if let Err(error) = replace(path) {
        stderr::print(&format_args!("mmref: MMREF_REPORT cannot be written to {}: {error}", path.display()));
    }
}

/// Replaces the file atomically: a reader finds the old report or the new one.
fn replace(path: &Path) -> io::Result<()> {
    let violations = VIOLATIONS.lock().unwrap_or_else(PoisonError::into_inner);
    let document = report::whole(&violations.0, violations.1, &snapshot::live());
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    std::fs::write(&unfinished, serde_json::to_vec_pretty(&document)?)?;
    std::fs::rename(&unfinished, path)
}
