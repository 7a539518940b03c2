//! What belongs to mmref, by name.

use proc_macro2::TokenStream;
use syn::visit::{Visit, visit_field, visit_macro};

use crate::Source;

const ATTRIBUTES: [&str; 10] = [
    "acquires_ref",
    "balances_refs",
    "counted",
    "foreign_refs",
    "holds_ref",
    "ref_class",
    "ref_count",
    "releases_ref",
    "requires_ref",
    "shared",
];
const TYPES: [&str; 7] = ["MM_REF", "MmRef", "SharedRef", "RefCount", "MmUsers", "MmCount", "mmref"];

pub(crate) fn is_attribute(attribute: &syn::Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| ATTRIBUTES.contains(&last.ident.to_string().as_str()))
}

/// Whether this word is mmref's: the name of a reference, a type or a function.
pub(crate) fn is_word(word: &str) -> bool {
    is_reference(word) || TYPES.contains(&word) || ["move_ref", "RefClass", "RefCounted"].contains(&word)
}

/// `mm_ref`, `INIT_MM_REF`, `mm_ref2`.
pub(crate) fn is_reference(word: &str) -> bool {
    let word = word.trim_end_matches(|last: char| last.is_ascii_digit()).to_lowercase();
    word.ends_with("_ref")
        && !["as_ref", "from_ref", "move_ref"].contains(&word.as_str())
        && !ATTRIBUTES.contains(&word.as_str())
}

/// Whether a field of this type holds a reference.
pub(crate) fn is_slot(kind: &syn::Type) -> bool {
    matches!(kind, syn::Type::Path(path) if path.path.segments.last().is_some_and(|last| {
        ["MmRef", "SharedRef"].contains(&last.ident.to_string().as_str())
    }))
}

/// References whose names do not show it.
pub(crate) fn odd(source: &Source) -> Vec<String> {
    let mut odd = Odd(Vec::new());
    odd.visit_file(&source.syntax);
    odd.0.into_iter().map(|name| format!("{} in {}", name, source.path)).collect()
}

struct Odd(Vec<String>);

impl Odd {
    fn check(&mut self, name: &str) {
        if !is_reference(name) {
            self.0.push(name.to_owned());
        }
    }
}

impl<'ast> Visit<'ast> for Odd {
    fn visit_field(&mut self, field: &'ast syn::Field) {
        if let Some(name) = field.ident.as_ref().filter(|_| is_slot(&field.ty)) {
            self.check(&name.to_string());
        }
        visit_field(self, field);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if call.path.is_ident("MM_REF") {
            first_word(&call.tokens).into_iter().for_each(|name| self.check(&name));
        }
        visit_macro(self, call);
    }
}

/// `name` of `MM_REF!(name: Class)`. `MM_REF!(Type::field)` names a field.
fn first_word(tokens: &TokenStream) -> Option<String> {
    let mut tokens = tokens.clone().into_iter();
    let name = tokens.next()?.to_string();
    let rest: String = tokens.take(2).map(|token| token.to_string()).collect();
    (rest != "::").then_some(name)
}
