//! Paths of attributes, macros, functions and types, which can be reached through any module.

use syn::ext::IdentExt;
use syn::{Ident, Path};

use super::names;

pub(crate) fn last_name(path: &Path) -> Option<Ident> {
    path.segments.last().map(|segment| segment.ident.unraw())
}

/// Whether the path ends in one of these names.
pub(crate) fn ends_in(path: &Path, names: &[&str]) -> bool {
    path.segments.last().is_some_and(|last| names::contains(names, &last.ident))
}

/// The names of the segments, without their arguments.
pub(crate) fn segments(path: &Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}
