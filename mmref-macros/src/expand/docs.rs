//! The line of documentation that states the contract.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use crate::model::{Annotated, Mode, Reference};

pub(super) fn line(annotated: &Annotated) -> Option<TokenStream> {
    if annotated.references.is_empty() {
        return None;
    }
    let span = Span::mixed_site();
    let blank = annotated.function.attribute("doc").map(|_| quote_spanned!(span=> #[doc = ""]));
    let text = format!(" **References:** {}", sentence(annotated.mode, &list(&annotated.references)));
    Some(quote_spanned!(span=> #blank #[doc = #text]))
}

fn sentence(mode: Mode, references: &str) -> String {
    match mode {
        Mode::Acquires => format!("fills {references} when it succeeds."),
        Mode::Requires => format!("needs {references} to be held."),
        Mode::Releases => format!("gives up {references}."),
    }
}

/// Plain code spans: a link breaks where the documentation cannot see the class.
fn list(references: &[Reference]) -> String {
    let described: Vec<_> = references
        .iter()
        .map(|reference| format!("`{}` (class `{}`)", reference.label(), reference.class_text()))
        .collect();
    match described.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => described.concat(),
    }
}
