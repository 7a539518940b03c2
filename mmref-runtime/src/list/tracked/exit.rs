//! Work that runs when the process exits.

use core::ffi::c_int;
use std::panic::catch_unwind;
use std::sync::OnceLock;

// As in the C standard.
unsafe extern "C" {
    /// Safe: any function that does not unwind may run when the process exits.
    safe fn atexit(function: extern "C" fn()) -> c_int;
}

static WORK: OnceLock<fn()> = OnceLock::new();

/// Runs `work` when the process exits, after `main` and before C statics are destroyed. Returns false if other work is
/// registered already, or if the system refuses.
pub(crate) fn at_exit(work: fn()) -> bool {
    WORK.set(work).is_ok() && atexit(exiting) == 0
}

extern "C" fn exiting() {
    if let Some(work) = WORK.get() {
        let _ = catch_unwind(work);
    }
}
