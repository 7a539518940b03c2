//! Settings of the process: what calls say, or else environment variables.

mod environment;
mod policy;

use std::ffi::OsStr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use environment::environment;
pub use policy::Policy;

/// Groups of holders that a report shows of each object, unless told otherwise.
const DEFAULT_LIMIT: usize = 16;

/// What was set by a call, which goes before the environment.
struct Calls {
    policy: Option<Policy>,
    limit: Option<usize>,
}

/// Reads the environment, if nobody has yet. A bad value is reported as soon as anything is set, not only when it would
/// count.
pub(crate) fn read() {
    environment();
}

/// Never locked while anything else is done, so that a hook can do what it likes.
fn calls() -> MutexGuard<'static, Calls> {
    static CALLS: Mutex<Calls> = Mutex::new(Calls { policy: None, limit: None });
    read();
    CALLS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sets what happens from here on when a rule is broken, whatever `MMREF_ON_VIOLATION` says.
pub fn set_policy(policy: Policy) {
    calls().policy = Some(policy);
}

pub(crate) fn policy() -> Policy {
    calls().policy.or(environment().policy).unwrap_or_default()
}

/// Sets how many groups of holders a report shows of each object from here on, whatever `MMREF_REPORT_LIMIT` says. It
/// is 16 unless told otherwise.
pub fn set_report_limit(groups: usize) {
    calls().limit = Some(groups);
}

pub(crate) fn report_limit() -> usize {
    calls().limit.or(environment().report_limit).unwrap_or(DEFAULT_LIMIT)
}

/// How many references `MMREF_TRACK` wants listed.
#[cfg(feature = "track")]
pub(crate) fn capacity() -> Option<u32> {
    environment().capacity
}

/// Where `MMREF_REPORT` wants a report of the whole process.
pub(crate) fn report_path() -> Option<&'static OsStr> {
    environment().report.as_deref()
}

/// The signal of `MMREF_DUMP_SIGNAL`, without `SIG`.
pub(crate) fn dump_signal() -> Option<&'static str> {
    environment().dump_signal
}
