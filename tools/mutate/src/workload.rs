//! Runs a program under a time limit, and keeps its output.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use wait_timeout::ChildExt;

use crate::report::{self, Report};
use crate::scratch::Scratch;
use crate::targets::Target;

/// More output than this is discarded: a failing program may write without end.
const KEPT: usize = 1 << 20;

#[derive(Debug)]
pub(crate) struct Run {
    /// `None` if it had to be stopped.
    pub(crate) status: Option<ExitStatus>,
    pub(crate) stderr: String,
    /// The violations, in order.
    pub(crate) reports: Vec<Report>,
}

pub(crate) fn run(program: &Path, arguments: &[String], scratch: &Scratch, target: &Target) -> Result<Run, String> {
    let complain = |error| format!("{} cannot be run: {error}", program.display());
    let file = scratch.target.join("mmref-report.json");
    forget(&file)?;
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(&scratch.workspace)
        .env("RUST_BACKTRACE", "0")
        // The first violation is what its user sees, and nothing comes after it.
        .env("MMREF_ON_VIOLATION", "abort")
        .env("MMREF_REPORT", &file)
        .envs(&target.environment)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(complain)?;
    let stderr = child.stderr.take().expect("it is piped");
    let reader = thread::spawn(move || read(stderr));
    let status = child.wait_timeout(target.time_limit()).map_err(complain)?;
    if status.is_none() {
        child.kill().and_then(|()| child.wait()).map_err(complain)?;
    }
    let stderr = reader.join().map_err(|_| "the reader of standard error panicked".to_owned())?;
    Ok(Run { status, stderr, reports: report::read(&file)? })
}

/// The report of an earlier run must not be mistaken for that of this one.
fn forget(file: &Path) -> Result<(), String> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(format!("{}: {error}", file.display())),
        _ => Ok(()),
    }
}

fn read(mut source: impl Read) -> String {
    let mut text = Vec::new();
    let mut buffer = [0; 8192];
    while let Ok(length @ 1..) = source.read(&mut buffer) {
        let room = KEPT.saturating_sub(text.len()).min(length);
        text.extend_from_slice(&buffer[..room]);
    }
    String::from_utf8_lossy(&text).into_owned()
}
