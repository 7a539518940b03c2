//! What the environment asks for of a whole process: a report in a file, and a list of what is held on a signal.

#[cfg(feature = "serde")]
pub(crate) use file::{to_file, violated};
#[cfg(all(feature = "signal", unix))]
pub(crate) use signal::on_signal;

#[cfg(not(feature = "serde"))]
pub(crate) fn to_file(_: std::ffi::OsString) {
    crate::policy::print(&"mmref: MMREF_REPORT needs the feature `serde` of mmref; going on without it");
}

#[cfg(not(feature = "serde"))]
pub(crate) fn violated(_: &crate::violation::Violation) {}

#[cfg(not(all(feature = "signal", unix)))]
pub(crate) fn on_signal(_: &str) -> Option<()> {
    crate::policy::print(&"mmref: MMREF_DUMP_SIGNAL needs Unix and the feature `signal` of mmref; going on without it");
    Some(())
}

/// `MMREF_REPORT`: one document, which is there, and complete, from the first violation on.
#[cfg(feature = "serde")]
mod file {
    use std::ffi::OsString;
    use std::io;
    use std::path::PathBuf;
    use std::sync::{Mutex, OnceLock, PoisonError};

    use crate::report::Report;
    use crate::violation::Violation;
    use crate::{imp, policy, report, snapshot};

    /// Violations that the file has room for. The number of those that came after them is there, too.
    const MOST: usize = 100;

    static FILE: OnceLock<PathBuf> = OnceLock::new();
    static VIOLATIONS: Mutex<(Vec<serde_json::Value>, u64)> = Mutex::new((Vec::new(), 0));

    /// A report is written to this file at each violation, and when the process exits. `%p` in it stands for the number
    /// of the process.
    pub(crate) fn to_file(path: OsString) {
        let path = match path.to_str() {
            Some(path) => path.replace("%p", &std::process::id().to_string()).into(),
            None => path.into(),
        };
        if FILE.set(path).is_ok() && !imp::at_exit(write) {
            policy::print(&"mmref: MMREF_REPORT is written at violations only: no more can be done at exit");
        }
    }

    pub(crate) fn violated(violation: &Violation) {
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
        if let Err(error) = write_to(path) {
            policy::print(&format_args!("mmref: MMREF_REPORT cannot be written to {}: {error}", path.display()));
        }
    }

    /// Whoever looks at the file finds the old report or the new one.
    fn write_to(path: &std::path::Path) -> io::Result<()> {
        let violations = VIOLATIONS.lock().unwrap_or_else(PoisonError::into_inner);
        let document = report::whole(&violations.0, violations.1, &snapshot::live());
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(".unfinished");
        std::fs::write(&unfinished, serde_json::to_vec_pretty(&document)?)?;
        std::fs::rename(&unfinished, path)
    }
}

/// `MMREF_DUMP_SIGNAL`: a thread of its own waits for the signal, so that the handler does next to nothing.
#[cfg(all(feature = "signal", unix))]
mod signal {
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
    use signal_hook::iterator::Signals;

    use crate::{policy, snapshot};

    /// Prints what is held whenever the signal comes. `None` if there is no such signal.
    pub(crate) fn on_signal(name: &str) -> Option<()> {
        let number = match name.strip_prefix("SIG").unwrap_or(name) {
            "USR1" => SIGUSR1,
            "USR2" => SIGUSR2,
            "HUP" => SIGHUP,
            "QUIT" => SIGQUIT,
            _ => return None,
        };
        let started = Signals::new([number]).and_then(|signals| {
            let waiting = thread::Builder::new().name("mmref-dump".to_owned());
            waiting.spawn(move || dump_forever(signals))
        });
        if let Err(error) = started {
            policy::print(&format_args!("mmref: MMREF_DUMP_SIGNAL: no thread can wait for {name}: {error}"));
        }
        Some(())
    }

    fn dump_forever(mut signals: Signals) {
        for _ in signals.forever() {
            policy::print(&snapshot::live());
        }
    }
}
