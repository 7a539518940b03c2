//! Collects errors. Every message is built here.

mod check;
mod structures;

use proc_macro2::{Ident, Span, TokenStream};
use syn::Error;
use syn::spanned::Spanned;

use crate::model::{Count, ItemKind, Misplaced, Mode, Reference, Rule, Unclear};

pub(crate) use check::*;
pub(crate) use structures::*;

/// The errors of one attribute, reported together.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<Error>,
}

impl Diagnostics {
    pub(crate) fn report(&mut self, error: Error) {
        self.errors.push(error);
    }

    pub(crate) fn check<T>(&mut self, outcome: syn::Result<T>) -> Option<T> {
        outcome.map_err(|error| self.report(error)).ok()
    }

    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.errors.into_iter().map(Error::into_compile_error).collect()
    }
}

/// The attribute cannot work here, or its arguments contradict each other or mean nothing. What cannot even be read breaks no
/// rule, and has no code.
fn c1(span: Span, message: impl AsRef<str>) -> Error {
    ruled(Rule::C1, span, message.as_ref())
}

fn ruled(rule: Rule, span: Span, message: &str) -> Error {
    Error::new(span, format!("{message} [mmref {rule}]"))
}

// Arguments.

pub(crate) fn no_class(span: Span, attribute: &str) -> Error {
    c1(span, format!("`{attribute}` names no class: write the class of the reference, as in `{attribute}(MmUsers)`"))
}

pub(crate) fn no_type(span: Span, attribute: &str) -> Error {
    c1(span, format!("expected a class, a type that derives `RefClass`: write `{attribute}(MmUsers)`"))
}

pub(crate) fn bad_name(span: Span, becomes: &str) -> Error {
    c1(span, format!("a reference becomes a {becomes} and needs a plain name: write `name: Class`"))
}

pub(crate) fn expected_comma(span: Span) -> Error {
    Error::new(span, "expected a comma before the next argument")
}

pub(crate) fn repeated_option(span: Span, key: &str) -> Error {
    c1(span, format!("`{key}` is written twice: leave one of them out"))
}

pub(crate) fn unknown_option(key: &Ident, known: &str) -> Error {
    c1(key.span(), format!("unknown option `{key}`: write {known}"))
}

pub(crate) fn bad_crate_path(span: Span) -> Error {
    c1(span, "expected the path of the mmref crate: write `crate = path`, as in `crate = crate::deps::mmref`")
}

pub(crate) fn no_list(span: Span, example: &str) -> Error {
    Error::new(span, format!("expected options in parentheses: write `{example}`, or leave the attribute out"))
}

pub(crate) fn duplicate_name(second: &Reference, mode: Mode) -> Error {
    let (name, attribute) = (second.label(), mode.attribute());
    let class = second.class_text();
    c1(
        second.written(),
        format!("two references are called `{name}`: give this one another name, as in `{attribute}(other: {class})`"),
    )
}

// Placement.

pub(crate) fn misplaced(mode: Mode, misplaced: Misplaced) -> Error {
    let attribute = mode.attribute();
    let message = match misplaced.kind {
        ItemKind::Data(what) => format!(
            "`{attribute}` is for functions, and this is {what}: \
             write `holds_ref` on a struct that holds references, and `#[ref_count]` on the field of a count"
        ),
        ItemKind::Container(what) => {
            format!("`{attribute}` is for functions, and this is {what}: write it on each function inside")
        }
        ItemKind::ForeignBlock => format!(
            "`{attribute}` is for functions, and this is an extern block: \
             call the foreign function from one of your own, and write `{attribute}` on that"
        ),
        ItemKind::Other(what) => format!("`{attribute}` is for functions, and this is {what}: write it on a function"),
        ItemKind::Unreadable(error) => format!("`{attribute}` cannot read this function: {error}"),
    };
    c1(misplaced.span, message)
}

pub(crate) fn on_const_fn(span: Span, mode: Mode) -> Error {
    let attribute = mode.attribute();
    c1(
        span,
        format!("a `const fn` cannot take references, which are counted at run time: drop `const` or `{attribute}`"),
    )
}

pub(crate) fn on_main(span: Span, mode: Mode) -> Error {
    let what = match mode {
        Mode::Acquires => "declare the reference inside with `MM_REF!(name: Class);`",
        Mode::Requires | Mode::Releases => "acquire the reference inside, or move this code to another function",
    };
    c1(span, format!("nobody calls `main` with a reference: {what}"))
}

pub(crate) fn on_test(span: Span) -> Error {
    c1(span, "nobody calls a test with a reference: declare it inside with `MM_REF!(name: Class);`")
}

pub(crate) fn on_variadic(span: Span, mode: Mode) -> Error {
    let attribute = mode.attribute();
    c1(
        span,
        format!(
            "a variadic function cannot take references: write `{attribute}` on a function without `...` that this one calls"
        ),
    )
}

pub(crate) fn on_naked(span: Span, mode: Mode) -> Error {
    let attribute = mode.attribute();
    c1(span, format!("a naked function has no room for checks: write `{attribute}` on a function that calls it"))
}

pub(crate) fn on_foreign_fn(span: Span, mode: Mode) -> Error {
    let attribute = mode.attribute();
    c1(
        span,
        format!(
            "a foreign function cannot take references: call it from a function of your own, and write `{attribute}` on that"
        ),
    )
}

pub(crate) fn unclear_elision(at: Span, unclear: &Unclear) -> Error {
    let advice = if unclear.sources == 0 {
        "write the lifetime out, as in `fn f<'a>(task: &'a Task) -> Option<&'a Mm>`, \
         also where a path hides it, as in `Ref<'a, Mm>`"
    } else {
        "write the lifetime out, as in `fn f<'a>(task: &'a Task, name: &str) -> Option<&'a Mm>`"
    };
    c1(at, format!("cannot tell what the returned value borrows from: {advice}"))
}

// Tests.

pub(crate) const TEST_OPTIONS: &str = "`rt = path`, `inner = attribute`, `untracked = \"allow\"` or `crate = path`";

pub(crate) fn expected_test_option(span: Span) -> Error {
    Error::new(span, format!("expected an option: write {TEST_OPTIONS}"))
}

pub(crate) fn bad_rt(span: Span) -> Error {
    c1(span, "expected the path of a function that runs a future to its end: write `rt = path::to::block_on`")
}

pub(crate) fn bad_inner(span: Span) -> Error {
    c1(
        span,
        "expected an attribute that makes a test, to be written in place of `#[test]`: write `inner = tokio::test`",
    )
}

pub(crate) fn bad_untracked(span: Span) -> Error {
    c1(span, "where a test is to run although nothing is tracked, write `untracked = \"allow\"`")
}

pub(crate) fn test_misplaced(misplaced: Misplaced) -> Error {
    let message = match misplaced.kind {
        ItemKind::Container(what) => {
            format!("`mmref::test` is for functions, and this is {what}: write it on each test inside")
        }
        ItemKind::Data(what) | ItemKind::Other(what) => {
            format!("`mmref::test` is for functions, and this is {what}: write it on a function")
        }
        ItemKind::ForeignBlock => {
            "`mmref::test` is for functions, and this is an extern block: write it on a function".to_owned()
        }
        ItemKind::Unreadable(error) => format!("`mmref::test` cannot read this function: {error}"),
    };
    c1(misplaced.span, message)
}

pub(crate) fn test_on_const_fn(span: Span) -> Error {
    c1(span, "a test is run, and references are counted, at run time: drop `const`")
}

pub(crate) fn test_on_method(span: Span) -> Error {
    c1(span, "nobody calls a test with `self`: write it as a free function")
}

pub(crate) fn test_without_body(span: Span) -> Error {
    c1(span, "a test needs a body")
}

pub(crate) fn rt_of_sync_test(span: Span) -> Error {
    c1(span, "`rt` runs the future of an async function, and this function is not async: leave it out")
}

pub(crate) fn nobody_polls(span: Span) -> Error {
    c1(
        span,
        "nobody runs the future of this test: write `#[tokio::test]` or the like below, \
         or `mmref::test(rt = path::to::block_on)`",
    )
}

// Names and bodies.

pub(crate) fn name_taken(parameter: &Ident, reference: &Reference, mode: Mode) -> Error {
    let (name, class, attribute) = (reference.label(), reference.class_text(), mode.attribute());
    let message = format!(
        "`{name}` is also the name of the reference that `{attribute}` adds: \
         rename one of them, as in `{attribute}(other: {class})`"
    );
    ruled(Rule::C2, parameter.span(), &message)
}

pub(crate) fn never_filled(reference: &Reference) -> Error {
    let name = reference.label();
    let message = format!(
        "nothing in this function fills `{name}`: pass it on, as in `mmref::get(object, {name})`, \
         or write `requires_ref` if the caller already holds it"
    );
    ruled(Rule::C3, reference.written(), &message)
}

// Derives.

pub(crate) fn expected_class_option(span: Span) -> Error {
    Error::new(span, "expected an option: write `name = \"…\"` or `crate = path`")
}

pub(crate) fn bad_class_name(span: Span) -> Error {
    c1(span, "the name of a class is a string: write `name = \"mm_users\"`")
}

pub(crate) fn empty_class_name(span: Span) -> Error {
    c1(
        span,
        "the name of a class is shown in reports and cannot be empty: write `name = \"mm_users\"`, or leave it out",
    )
}

pub(crate) fn class_on_union(span: Span) -> Error {
    c1(span, "`RefClass` cannot be derived for a union: a class is a marker, write `struct MmUsers;`")
}

pub(crate) fn counted_on(ident: &Ident, what: &str) -> Error {
    c1(
        ident.span(),
        format!("`RefCounted` is for structs, and `{ident}` is {what}: put the count into a struct around it"),
    )
}

pub(crate) fn no_count(ident: &Ident) -> Error {
    c1(ident.span(), format!("`{ident}` has no count: mark a field, as in `#[ref_count] users: RefCount<MmUsers>`"))
}

pub(crate) fn no_count_type(count: &Count) -> Error {
    c1(
        count.ty.span(),
        "the type of a count names its class: write `RefCount<Class>`, also where there is an alias for it",
    )
}

pub(crate) fn duplicate_count(second: &Count, class: &str, first: &Count) -> Error {
    let earlier = first.label();
    c1(
        second.member.span(),
        format!("`{earlier}` already counts references of class `{class}`: give this count a class of its own"),
    )
}

pub(crate) fn count_on_type(span: Span) -> Error {
    c1(span, "`ref_count` belongs on the field that counts: write `#[ref_count] users: RefCount<MmUsers>`")
}

pub(crate) fn count_with_arguments(span: Span) -> Error {
    c1(span, "`ref_count` takes no arguments, the class is that of the field's type: write `#[ref_count]`")
}
