//! Messages about structures that hold references.

use proc_macro2::{Ident, Span};
use syn::Error;

use super::{c1, ruled};
use crate::model::{HeldReference, NoStructure, Rule};

const EXAMPLE: &str = "`#[counted(mm_ref: MmUsers)] mm: *const Mm`";

pub(crate) fn no_structure(what: &NoStructure) -> Error {
    let name = what.name;
    let advice = match name {
        "a tuple struct" => format!("give its fields names, as in {EXAMPLE}"),
        "a unit struct" => format!("it has no field that could point to an object, as in {EXAMPLE}"),
        "an enum" | "a union" => "put the pointer into a struct around it, or into one that it holds".to_owned(),
        "a function" => "write `acquires_ref`, `requires_ref` or `releases_ref` on a function".to_owned(),
        _ => "write it on a struct".to_owned(),
    };
    c1(what.span, format!("`holds_ref` is for structs with named fields, and this is {name}: {advice}"))
}

pub(crate) fn unreadable_structure(error: Error) -> Error {
    Error::new(error.span(), format!("`holds_ref` is for structs with named fields, and cannot read this: {error}"))
}

pub(crate) const HOLDS_OPTIONS: &str = "`no_drop` or `crate = path`";

pub(crate) fn expected_holds_option(span: Span) -> Error {
    Error::new(span, format!("expected an option: write {HOLDS_OPTIONS}"))
}

pub(crate) fn nothing_counted(ident: &Ident) -> Error {
    c1(ident.span(), format!("`{ident}` has no counted field: mark what points to an object, as in {EXAMPLE}"))
}

pub(crate) fn counted_on_struct(span: Span) -> Error {
    c1(span, format!("`counted` belongs on the field that points to an object, as in {EXAMPLE}"))
}

pub(crate) fn second_class(span: Span) -> Error {
    c1(span, "one reference a `#[counted(…)]`: write a further one for a further reference")
}

pub(crate) fn cloned(what: &Ident, structure: &Ident) -> Error {
    let advice = match what.to_string().as_str() {
        "Clone" => {
            format!("write `impl Clone for {structure}` by hand, and let the clone take a reference of its own")
        }
        _ => "leave this out".to_owned(),
    };
    c1(what.span(), format!("`{structure}` holds references, which cannot be copied: {advice}"))
}

pub(crate) fn namesakes(second: &HeldReference) -> Error {
    let (name, class) = (second.reference.label(), second.reference.class_text());
    let message =
        format!("two references are called `{name}`: give this one another name, as in `#[counted(other: {class})]`");
    ruled(Rule::C2, second.reference.written(), &message)
}

pub(crate) fn named_as_its_pointer(held: &HeldReference) -> Error {
    let (name, class) = (held.reference.label(), held.reference.class_text());
    let message = format!(
        "`{name}` is the name of a counted field: \
         give the reference another name, as in `#[counted({name}_ref: {class})]`"
    );
    ruled(Rule::C2, held.reference.written(), &message)
}
