//! The names of mmref to look for in the source of a program. No other file contains one.

use syn::{Attribute, Ident, Path};

use super::facts::Mode;

/// Attributes of functions, and what they do with their references.
const ATTRIBUTES: [(&str, Mode); 3] =
    [("acquires_ref", Mode::Acquires), ("requires_ref", Mode::Requires), ("releases_ref", Mode::Releases)];
/// The attribute of a field that adds a reference beside it.
const COUNTED: &str = "counted";
const CONDITIONAL: &str = "cfg_attr";

pub(crate) const CRATE: &str = "mmref";
pub(crate) const UNNAMED_REFERENCE: &str = "mm_ref";
pub(crate) const DERIVED_CLASS: &str = "RefClass";
pub(crate) const SLOT_MACRO: &str = "MM_REF";
pub(crate) const REFERENCE: &str = "MmRef";
pub(crate) const SHARED_REFERENCE: &str = "SharedRef";
pub(crate) const COUNT: &str = "RefCount";

pub(crate) const GET: &str = "get";
pub(crate) const TRY_GET: &str = "try_get";
pub(crate) const PUT: &str = "put";
pub(crate) const STORE: &str = "store";
pub(crate) const MOVE: &str = "move_ref";
pub(crate) const NEW: &str = "new";

fn last(path: &Path) -> Option<&Ident> {
    path.segments.last().map(|segment| &segment.ident)
}

/// What a function does with the references that this attribute adds, if it adds any.
pub(super) fn mode(attribute: &Attribute) -> Option<Mode> {
    let name = last(attribute.path())?;
    ATTRIBUTES.iter().find(|(known, _)| name == known).map(|(_, mode)| *mode)
}

pub(super) fn is_counted(attribute: &Attribute) -> bool {
    last(attribute.path()).is_some_and(|name| name == COUNTED)
}

/// The attribute that adds references inside a `cfg_attr`.
pub(super) fn inside_condition(attribute: &Attribute) -> Option<String> {
    let list = attribute.meta.require_list().ok().filter(|list| list.path.is_ident(CONDITIONAL))?;
    let is_ours = |word: &String| word == COUNTED || ATTRIBUTES.iter().any(|(known, _)| word == known);
    list.tokens.clone().into_iter().map(|token| token.to_string()).find(is_ours)
}

/// The text behind `MmRef<` or `SharedRef<` in a type.
pub(super) fn behind_holder(ty: &str) -> Option<&str> {
    [REFERENCE, SHARED_REFERENCE].iter().find_map(|holder| split_holder(ty, holder)).map(|(_, behind)| behind)
}

/// The text before and behind `MmRef<`, or another holder, in a type.
pub(super) fn split_holder<'a>(ty: &'a str, holder: &str) -> Option<(&'a str, &'a str)> {
    let (before, behind) = ty.split_once(holder)?;
    Some((before, behind.strip_prefix('<')?))
}
