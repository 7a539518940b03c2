//! What is done when the process exits.

use core::ffi::c_int;
use std::panic::catch_unwind;
use std::sync::OnceLock;

// As the C standard declares it.
unsafe extern "C" {
    /// Safe: any function that does not unwind may be called when the process exits.
    safe fn atexit(function: extern "C" fn()) -> c_int;
}

static WORK: OnceLock<fn()> = OnceLock::new();

/// Has `work` done when the process exits, after `main` and before statics of C go. False if something else was asked
/// for before, or nothing more can be.
pub(crate) fn at_exit(work: fn()) -> bool {
    WORK.set(work).is_ok() && atexit(exiting) == 0
}

extern "C" fn exiting() {
    if let Some(work) = WORK.get() {
        let _ = catch_unwind(work);
    }
}
