//! Outputs besides the printed report: a file, a list on a signal, events for subscribers. Without its feature, each of
//! them prints what is missing, or does nothing.

#[cfg(feature = "serde")]
mod file;
#[cfg(all(feature = "signal", unix))]
mod signal;
#[cfg(feature = "tracing")]
mod tracing;

use std::sync::Once;

use crate::settings;
#[cfg(not(all(feature = "serde", feature = "signal", unix)))]
use crate::stderr;
use crate::violation::Violation;

use self::tracing::violation as tell;
pub(crate) use self::tracing::{held, operation};

#[cfg(feature = "track")]
inventory::submit! { crate::list::Beginning(begin) }

/// Starts what the environment asks for. Called by the first reference or the first violation of the process.
fn begin() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if let Some(path) = settings::report_path() {
            write_to(path);
        }
        if let Some(signal) = settings::dump_signal() {
            dump_on(signal);
        }
    });
}

#[cfg(feature = "serde")]
use file::write_to;
#[cfg(all(feature = "signal", unix))]
use signal::dump_on;

#[cfg(not(feature = "serde"))]
fn write_to(_: &std::ffi::OsStr) {
    stderr::print(&"mmref: MMREF_REPORT needs the feature `serde` of mmref; going on without it");
}

#[cfg(not(all(feature = "signal", unix)))]
fn dump_on(_: &str) {
    stderr::print(&"mmref: MMREF_DUMP_SIGNAL needs Unix and the feature `signal` of mmref; going on without it");
}

/// Sends a violation to every output.
pub(crate) fn violation(violation: &Violation) {
    begin();
    #[cfg(feature = "serde")]
    file::violation(violation);
    tell(violation);
}

/// Without the feature there are no events.
#[cfg(not(feature = "tracing"))]
mod tracing {
    use crate::holder::Holder;
    use crate::list;
    use crate::violation::Violation;

    #[inline(always)]
    pub(crate) fn operation(_: &str, _: impl FnOnce() -> Option<Holder>, _: list::Caller) {}

    #[inline(always)]
    pub(crate) fn held(_: &list::Handle) -> Option<Holder> {
        None
    }

    pub(crate) fn violation(_: &Violation) {}
}
