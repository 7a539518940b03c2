//! Settings of the process: from calls, or else from environment variables.

mod environment;
mod policy;

use std::ffi::OsStr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use environment::environment;
pub use policy::Policy;

/// How many groups of holders a report shows of each object by default.
const DEFAULT_LIMIT: usize = 16;

/// What was set by a call. It overrides the environment.
struct Calls {
    policy: Option<Policy>,
    limit: Option<usize>,
}

/// Reads the environment, once. An invalid value is reported as soon as anything is set, not only when it is
/// needed.
pub(crate) fn read() {
    environment();
}

/// Never locked while other code runs, so that a hook may call anything.
fn calls() -> MutexGuard<'static, Calls> {
    static CALLS: Mutex<Calls> = Mutex::new(Calls { policy: None, limit: None });
    read();
    CALLS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sets what happens when a rule is broken. Overrides `MMREF_ON_VIOLATION`.
pub fn set_policy(policy: Policy) {
    calls().policy = Some(policy);
}

pub(crate) fn policy() -> Policy {
    calls().policy.or(environment().policy).unwrap_or_default()
}

/// Sets how many groups of holders a report shows of each object. Overrides `MMREF_REPORT_LIMIT`. The default
/// is 16.
pub fn set_report_limit(groups: usize) {
    calls().limit = Some(groups);
}

pub(crate) fn report_limit() -> usize {
    calls().limit.or(environment().report_limit).unwrap_or(DEFAULT_LIMIT)
}

/// How many references are listed, from `MMREF_TRACK`.
#[cfg(feature = "track")]
pub(crate) fn capacity() -> Option<u32> {
    environment().capacity
}

/// Where the report of the whole process goes, from `MMREF_REPORT`.
pub(crate) fn report_path() -> Option<&'static OsStr> {
    environment().report.as_deref()
}

/// The signal of `MMREF_DUMP_SIGNAL`, without `SIG`.
pub(crate) fn dump_signal() -> Option<&'static str> {
    environment().dump_signal
}
