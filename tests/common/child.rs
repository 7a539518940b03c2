//! Child processes: a test that runs itself again, alone in a process.

use std::process::{Command, ExitStatus, exit};

/// Tells the child which test it is.
const ROLE: &str = "MMREF_TEST_CHILD";

/// What became of a child.
#[derive(Debug)]
pub(crate) struct Finished {
    status: ExitStatus,
    /// All that it wrote to standard error.
    pub(crate) stderr: String,
}

/// Runs a closure in a process of its own, which has these environment variables and no other `MMREF_…`. To be called
/// directly in a test, and once.
#[allow(unused_macros, reason = "each test uses a part of this")]
macro_rules! in_child {
    ($environment:expr, $body:expr) => {
        $crate::common::in_child_of($crate::common::test_of(&|| ()), $environment, $body)
    };
}
pub(crate) use in_child;

/// The same, where the name of the test is known.
pub(crate) fn in_child_of(test: &str, environment: &[(&str, &str)], body: impl FnOnce()) -> Finished {
    if std::env::var(ROLE).is_ok_and(|role| role == test) {
        body();
        exit(0);
    }
    run(test, environment)
}

/// The name of the test that a closure stands in.
pub(crate) fn test_of<F>(_: &F) -> &'static str {
    let path = std::any::type_name::<F>().trim_end_matches("::{{closure}}");
    path.split_once("::").map_or(path, |(_crate, test)| test)
}

fn run(test: &str, environment: &[(&str, &str)]) -> Finished {
    let output = Command::new(std::env::current_exe().expect("the test binary has a path"))
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env_remove("MMREF_ON_VIOLATION")
        .env_remove("MMREF_TRACK")
        .env_remove("MMREF_REPORT_LIMIT")
        .env_remove("MMREF_REPORT")
        .env_remove("MMREF_DUMP_SIGNAL")
        .env("RUST_BACKTRACE", "0")
        .env(ROLE, test)
        .envs(environment.iter().copied())
        .output()
        .expect("the test binary can be run again");
    let stderr = String::from_utf8(output.stderr).expect("reports are UTF-8");
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.contains("running 1 test"), "no test is called {test}: {stdout}");
    Finished { status: output.status, stderr }
}

impl Finished {
    /// It came to its end. Gives what it wrote to standard error.
    #[track_caller]
    pub(crate) fn succeeded(self) -> String {
        assert!(self.status.success(), "{}: {}", self.status, self.stderr);
        self.stderr
    }

    /// It panicked, and the test harness said so.
    #[track_caller]
    pub(crate) fn panicked(self) -> String {
        assert_eq!(self.status.code(), Some(101), "{}", self.stderr);
        self.stderr
    }

    /// It aborted.
    #[track_caller]
    pub(crate) fn aborted(self) -> String {
        assert!(has_aborted(self.status), "{}: {}", self.status, self.stderr);
        self.stderr
    }
}

#[cfg(unix)]
fn has_aborted(status: ExitStatus) -> bool {
    const SIGABRT: i32 = 6;
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(SIGABRT)
}

#[cfg(not(unix))]
fn has_aborted(status: ExitStatus) -> bool {
    !status.success() && status.code() != Some(101)
}
