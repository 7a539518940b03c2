//! Paths of attributes and macros, which can be called through any module.

use syn::ext::IdentExt;
use syn::{Ident, Path};

pub(super) fn last_name(path: &Path) -> Option<Ident> {
    path.segments.last().map(|segment| segment.ident.unraw())
}
