//! What to do about a violation.

use core::cell::Cell;
use core::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once, PoisonError};

use crate::dump;
use crate::imp;
use crate::report;
use crate::trace;
use crate::violation::Violation;

/// What happens when a rule is broken. The operation is refused in any case: no count and no list is changed by it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub enum Policy {
    /// Panic with the report. On a thread that is unwinding already, print it instead. This is the default.
    #[default]
    Panic,
    /// Print the report and abort the process.
    Abort,
    /// Print the report and go on.
    Report,
}

/// Is given every violation, instead of its report being printed.
pub type Hook = fn(&Violation);

#[derive(Clone, Copy)]
struct Settings {
    policy: Policy,
    hook: Option<Hook>,
    limit: usize,
}

/// Groups of holders that a report shows of each object, unless told otherwise.
const DEFAULT_LIMIT: usize = 16;

static SETTINGS: Mutex<Settings> = Mutex::new(Settings { policy: Policy::Panic, hook: None, limit: DEFAULT_LIMIT });

/// Never held while anything else is done, so that a hook can do what it likes.
fn settings() -> std::sync::MutexGuard<'static, Settings> {
    read_environment();
    SETTINGS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says what happens from here on when a rule is broken, whatever `MMREF_ON_VIOLATION` says.
pub fn set_policy(policy: Policy) {
    settings().policy = policy;
}

/// Hands every violation from here on to `hook`, which takes the place of the printed report; the policy is carried out
/// afterwards.
///
/// The hook may use mmref. A violation inside the hook is printed. A hook that panics is treated as if it were not
/// there: the report is printed, and the policy is carried out.
///
/// ```
/// use mmref_runtime::{Policy, set_hook, set_policy};
///
/// set_policy(Policy::Report);
/// set_hook(|violation| println!("{:?} at {:?}", violation.kind(), violation.place()));
/// ```
pub fn set_hook(hook: Hook) {
    settings().hook = Some(hook);
}

/// Goes back to printing the report, and gives the hook that was there.
pub fn take_hook() -> Option<Hook> {
    settings().hook.take()
}

/// Says how many groups of holders a report shows of each object from here on, whatever `MMREF_REPORT_LIMIT` says.
/// 16 unless told otherwise.
pub fn set_report_limit(groups: usize) {
    settings().limit = groups;
}

/// At most so many references are listed from here on; further ones are counted, and not listed (see
/// [`Snapshot::unlisted`](crate::Snapshot::unlisted)). Takes the place of what `MMREF_TRACK` says.
///
/// A listed reference costs 64 bytes. There is room for 268 million.
pub fn set_capacity(references: u32) {
    read_environment();
    imp::limit(references);
}

pub(crate) fn report_limit() -> usize {
    settings().limit
}

thread_local! {
    static RAISING: Cell<bool> = const { Cell::new(false) };
}

/// Tells of a violation, and does what the policy says.
#[cfg_attr(feature = "track", track_caller)]
pub(crate) fn raise(violation: &Violation) {
    raise_by(violation, |policy| policy);
}

/// Tells of a violation, and panics with it in any case but that of [`Policy::Abort`].
#[cfg_attr(feature = "track", track_caller)]
pub(crate) fn fail_test(violation: &Violation) {
    raise_by(violation, |policy| if policy == Policy::Report { Policy::Panic } else { policy });
}

/// Tells of a violation, and never panics: a panic that has been caught will go on.
pub(crate) fn tell(violation: &Violation) {
    raise_by(violation, |policy| if policy == Policy::Panic { Policy::Report } else { policy });
}

#[cfg_attr(feature = "track", track_caller)]
fn raise_by(violation: &Violation, adjusted: fn(Policy) -> Policy) {
    if RAISING.replace(true) {
        return print_violation(violation);
    }
    let Settings { policy, hook, .. } = *settings();
    let policy = adjusted(policy);
    dump::violated(violation);
    trace::violation(violation);
    let panics = policy == Policy::Panic && !std::thread::panicking();
    match hook {
        Some(hook) => call(hook, violation),
        None if panics => {}
        None => print_violation(violation),
    }
    RAISING.set(false);
    match policy {
        Policy::Panic if panics => panic!("{}", report::printed(violation)),
        Policy::Abort => std::process::abort(),
        Policy::Panic | Policy::Report => {}
    }
}

fn call(hook: Hook, violation: &Violation) {
    if catch_unwind(AssertUnwindSafe(|| hook(violation))).is_err() {
        print_violation(violation);
    }
}

fn print_violation(violation: &Violation) {
    print(&report::printed(violation));
}

/// Prints something of several lines.
///
/// Goes through `eprintln!`, so that a test harness captures it, which panics where there is no standard error.
pub(crate) fn print(report: &dyn fmt::Display) {
    let text = report.to_string();
    let _ = catch_unwind(AssertUnwindSafe(|| eprintln!("{}", text.trim_end())));
}

/// Reads the environment, once.
///
/// | variable | values | meaning |
/// | --- | --- | --- |
/// | `MMREF_ON_VIOLATION` | `panic`, `abort`, `report` | the policy |
/// | `MMREF_TRACK` | `on`, `off`, a number | how many references to list |
/// | `MMREF_REPORT_LIMIT` | a number | how many groups of holders a report shows |
/// | `MMREF_REPORT` | a path | where to write a report of the whole process |
/// | `MMREF_DUMP_SIGNAL` | `USR1`, `USR2`, `HUP`, `QUIT` | the signal on which to print what is held |
pub(crate) fn read_environment() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let mut settings = SETTINGS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(policy) = variable("MMREF_ON_VIOLATION", "`panic`, `abort` or `report`", parse_policy) {
            settings.policy = policy;
        }
        if let Some(limit) = variable("MMREF_REPORT_LIMIT", "a number", |value| value.parse().ok()) {
            settings.limit = limit;
        }
        if let Some(capacity) = variable("MMREF_TRACK", "`on`, `off` or a number of references", parse_capacity) {
            imp::limit(capacity);
        }
        drop(settings);
        if let Some(path) = std::env::var_os("MMREF_REPORT") {
            dump::to_file(path);
        }
        variable("MMREF_DUMP_SIGNAL", "`USR1`, `USR2`, `HUP` or `QUIT`", dump::on_signal);
    });
}

/// The value of a variable. A bad one is told of, and left out of account.
fn variable<T>(name: &str, wanted: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let value = std::env::var_os(name)?;
    let parsed = value.to_str().and_then(|value| parse(value.trim()));
    if parsed.is_none() {
        print(&format_args!("mmref: {name} is {value:?} and should be {wanted}; going on without it"));
    }
    parsed
}

fn parse_policy(value: &str) -> Option<Policy> {
    match value {
        "panic" => Some(Policy::Panic),
        "abort" => Some(Policy::Abort),
        "report" => Some(Policy::Report),
        _ => None,
    }
}

fn parse_capacity(value: &str) -> Option<u32> {
    match value {
        "on" => Some(imp::MOST),
        "off" => Some(0),
        number => number.parse().ok(),
    }
}
