//! What is printed to standard error.

use core::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Prints text of several lines.
///
/// Uses `eprintln!`, so that a test harness captures it. `eprintln!` panics if there is no standard error.
pub(crate) fn print(text: &dyn fmt::Display) {
    let text = text.to_string();
    let _ = catch_unwind(AssertUnwindSafe(|| eprintln!("{}", text.trim_end())));
}
