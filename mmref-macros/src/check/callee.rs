//! What is called, as far as its name says.

use syn::{Ident, Path};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Callee {
    /// `move_ref(r, &mut s)`
    MoveRef,
    /// `Some`, `Ok`, `Err`, which tell success or failure.
    Variant(bool),
    /// A constructor or container, which takes a reference as it is, idle or held.
    Keeper,
    /// `mem::swap` and the like, which look into a slot.
    Memory,
    /// `ptr::eq` and the like, which look at addresses.
    Address,
    /// `mmref::get` and `mmref::try_get`, which fill and nothing else.
    Get,
    /// Never returns.
    Diverges,
    Other,
}

impl Callee {
    /// A function. Those of the same module that are `diverging` never return.
    pub(super) fn function(path: &Path, diverging: &[Ident]) -> Self {
        let mut names = path.segments.iter().rev().map(|segment| segment.ident.to_string());
        let Some(last) = names.next() else { return Self::Other };
        let before = names.next().unwrap_or_default();
        match (before.as_str(), last.as_str()) {
            (_, "move_ref") => Self::MoveRef,
            (_, "Some" | "Ok") => Self::Variant(true),
            (_, "Err") => Self::Variant(false),
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

    pub(super) fn method(name: &str) -> Self {
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

/// Methods of `Option`, `Result` and pointers that leave success a success and failure a failure.
pub(super) fn is_transparent(method: &str) -> bool {
    matches!(
        method,
        "ok" | "ok_or"
            | "ok_or_else"
            | "map_err"
            | "as_ref"
            | "as_mut"
            | "as_deref"
            | "as_deref_mut"
            | "copied"
            | "cloned"
            | "map"
            | "inspect"
            | "inspect_err"
            | "cast"
            | "cast_mut"
    )
}

/// Methods that look at a witness and leave it as it is.
pub(super) fn is_observing(method: &str) -> bool {
    is_transparent(method)
        || matches!(method, "is_some" | "is_none" | "is_ok" | "is_err" | "is_null" | "unwrap" | "expect")
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    fn function(path: &str) -> Callee {
        let path = syn::parse_str(path).expect("a path");
        Callee::function(&path, &[Ident::new("halt", Span::call_site())])
    }

    #[test]
    fn functions_go_by_their_last_names() {
        for (path, callee) in [
            ("mmref::move_ref", Callee::MoveRef),
            ("Some", Callee::Variant(true)),
            ("Result::Err", Callee::Variant(false)),
            ("std::ptr::null_mut", Callee::Variant(false)),
            ("::mmref::try_get", Callee::Get),
            ("get", Callee::Other),
            ("std::mem::swap", Callee::Memory),
            ("core::ptr::eq", Callee::Address),
            ("ptr::from_mut", Callee::Memory),
            ("mem::drop", Callee::Keeper),
            ("Holder", Callee::Keeper),
            ("Box::new", Callee::Keeper),
            ("mmput", Callee::Other),
        ] {
            assert_eq!(function(path), callee, "{path}");
        }
    }

    #[test]
    fn a_function_that_never_returns_is_known_in_its_module_only() {
        assert_eq!(function("halt"), Callee::Diverges);
        assert_eq!(function("self::halt"), Callee::Diverges);
        assert_eq!(function("other::halt"), Callee::Other);
        assert_eq!(function("process::exit"), Callee::Diverges);
        assert_eq!(function("transaction::abort"), Callee::Other);
    }

    #[test]
    fn a_transparent_method_observes() {
        assert!(is_transparent("map") && is_observing("map"));
        assert!(!is_transparent("unwrap") && is_observing("unwrap"));
        assert!(!is_observing("take"));
    }
}
