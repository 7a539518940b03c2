//! Values that say whether something succeeded, and what looks at them.
//!
//! `?` continues with a success: `Some`, `Ok` and `ControlFlow::Continue`. `true` and a pointer that is not null are
//! successes, too.

use syn::{Path, Type};

use super::path;

/// What a method says about the success of the value that it is called on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Look {
    /// Returns true for a success, or with false for a failure.
    Tests(bool),
    /// Continues with the contents of a success, and panics on a failure.
    Unwraps,
    /// Returns a success for a success and a failure for a failure.
    Keeps,
}

/// `None` for a method that does something else.
pub(crate) fn look(method: &str) -> Option<Look> {
    match method {
        "is_some" | "is_ok" | "is_continue" => Some(Look::Tests(true)),
        "is_none" | "is_err" | "is_break" | "is_null" => Some(Look::Tests(false)),
        "unwrap" | "expect" => Some(Look::Unwraps),
        "ok" | "ok_or" | "ok_or_else" | "map_err" | "as_ref" | "as_mut" | "as_deref" | "as_deref_mut" | "copied"
        | "cloned" | "map" | "inspect" | "inspect_err" | "cast" | "cast_mut" | "continue_value" | "map_continue"
        | "map_break" => Some(Look::Keeps),
        _ => None,
    }
}

/// Whether the variant of this path is a success. A `Continue` or `Break` without `ControlFlow` in its path may mean
/// anything.
pub(crate) fn variant(path: &Path) -> Option<bool> {
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    let is_success = match names.next()?.to_string().as_str() {
        "Some" | "Ok" => return Some(true),
        "None" | "Err" => return Some(false),
        "Continue" => true,
        "Break" => false,
        _ => return None,
    };
    names.next().is_some_and(|before| before == "ControlFlow").then_some(is_success)
}

/// Whether a value of this type alone shows that the function which returned it succeeded.
pub(crate) fn is_told_by(ty: &Type) -> bool {
    match ty {
        Type::Path(written) => path::ends_in(&written.path, &["Option", "Result", "ControlFlow", "bool"]),
        Type::Ptr(_) => true,
        _ => false,
    }
}

#[cfg(test)]
#[path = "tests/success.rs"]
mod tests;
