//! What is called, judged by its name.

use syn::{Ident, Path};

use super::success;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Callee {
    /// `move_ref(r, &mut s)`
    MoveRef,
    /// `Some`, `Ok`, `Err` and the like, which say that something succeeded or failed.
    Variant(bool),
    /// A constructor or container, which takes a reference as it is, idle or held.
    Keeper,
    /// `mem::swap` and the like, which access the contents of a slot.
    Memory,
    /// `ptr::eq` and the like, which compare addresses.
    Address,
    /// `mmref::get` and `mmref::try_get`, which only fill.
    Get,
    /// Never returns.
    Diverges,
    Other,
}

impl Callee {
    /// A function. Those of the same module that are `diverging` never return.
    pub(crate) fn function(path: &Path, diverging: &[Ident]) -> Self {
        if let Some(is_success) = success::variant(path) {
            return Self::Variant(is_success);
        }
        let mut names = path.segments.iter().rev().map(|segment| segment.ident.to_string());
        let Some(last) = names.next() else { return Self::Other };
        let before = names.next().unwrap_or_default();
        match (before.as_str(), last.as_str()) {
            (_, "move_ref") => Self::MoveRef,
            ("ptr", "null" | "null_mut") => Self::Variant(false),
            ("mmref", "get" | "try_get") => Self::Get,
            ("process", "exit" | "abort") | ("", "abort") => Self::Diverges,
            ("ptr", "eq" | "addr_eq" | "from_ref") => Self::Address,
            ("mem" | "ptr", last) if !matches!(last, "drop" | "forget") => Self::Memory,
            (_, last) if is_keeper(last) || last.starts_with(char::is_uppercase) => Self::Keeper,
            ("" | "Self" | "self" | "super" | "crate", last) if diverging.iter().any(|name| name == last) => {
                Self::Diverges
            }
            _ => Self::Other,
        }
    }

    pub(crate) fn method(name: &str) -> Self {
        if is_keeper(name) { Self::Keeper } else { Self::Other }
    }
}

fn is_keeper(name: &str) -> bool {
    matches!(
        name,
        "new"
            | "from"
            | "from_ref"
            | "into"
            | "push"
            | "push_back"
            | "push_front"
            | "insert"
            | "store"
            | "set"
            | "send"
            | "drop"
            | "forget"
            | "replace"
    )
}

#[cfg(test)]
#[path = "tests/callee.rs"]
mod tests;
