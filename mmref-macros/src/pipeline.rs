//! Read, model, validate, expand.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{DeriveInput, Fields, Item};

use crate::args::{self, BalancesArgs, HoldsArgs, ReferenceArgs, TestArgs, waive};
use crate::check::{self, Written};
use crate::diag::{self, Diagnostics};
use crate::expand::{self, Tracking, fallback};
use crate::model::{
    self, Annotated, Checkable, CratePath, Ending, Function, Misplaced, Mode, NoStructure, Test, each_function,
};
use crate::validate;

pub(crate) fn annotate(mode: Mode, arguments: TokenStream, item: TokenStream, tracking: Tracking) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            diagnostics.report(diag::misplaced(mode, Misplaced::on(&item, error)));
            return beside(diagnostics, item);
        }
    };
    let ReferenceArgs { references, crate_path, is_checked } = ReferenceArgs::read(mode, arguments, &mut diagnostics);
    let mut annotated = Annotated { mode, crate_path: crate_path.into(), references, function };
    validate::annotated(&annotated, &mut diagnostics);
    if !diagnostics.is_empty() {
        return beside(diagnostics, fallback::function(&annotated));
    }
    if !is_checked {
        check_paths(&mut annotated, &mut diagnostics);
    }
    beside(diagnostics, expand::function(&annotated, tracking))
}

fn check_paths(annotated: &mut Annotated, diagnostics: &mut Diagnostics) {
    let own = annotated.references.iter().map(|reference| (reference.name.clone(), annotated.mode)).collect();
    let Annotated { crate_path, function, .. } = annotated;
    let Function { attributes, signature, ending, .. } = function;
    let Ending::Body(body) = ending else { return };
    body.rewrite(|block| {
        let written = Written { attributes, signature, block, diverging: &[] };
        let doubts = check::check(written, own, diagnostics);
        (expand::checked(attributes, block, &doubts, crate_path), ())
    });
}

pub(crate) fn balances(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let BalancesArgs { crate_path, is_checked } = BalancesArgs::read(arguments, &mut diagnostics);
    let item = if is_checked { item } else { balanced(item, &crate_path.into(), &mut diagnostics) };
    beside(diagnostics, item)
}

/// Unchanged tokens are returned as they came, because rustc parses new ones again.
fn balanced(tokens: TokenStream, crate_path: &CratePath, diagnostics: &mut Diagnostics) -> TokenStream {
    let Some(mut item) = diagnostics.check(syn::parse2::<Item>(tokens.clone())) else { return tokens };
    if !model::has_bodies(&item) {
        diagnostics.report(diag::balances_misplaced(item.span(), "something else"));
        return tokens;
    }
    let mut is_changed = false;
    each_function(&mut item, &mut |Checkable { attributes, signature, block, diverging }| {
        let doubts = check::check(Written { attributes, signature, block, diverging }, Vec::new(), diagnostics);
        is_changed |= expand::checked(attributes, block, &doubts, crate_path);
    });
    if is_changed { item.into_token_stream() } else { tokens }
}

pub(crate) fn waive(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let read = syn::parse2::<waive::Arguments>(arguments.clone());
    let crate_path = read.as_ref().ok().and_then(|read| read.crate_path.clone()).into();
    if let Some(handed_on) = expand::waive_after_checking(&crate_path, &arguments, &item) {
        return handed_on;
    }
    diagnostics.report(read.map_or_else(|error| error, |_| diag::waive_of_unchecked(Span::call_site())));
    beside(diagnostics, item)
}

pub(crate) fn test(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            diagnostics.report(diag::test_misplaced(Misplaced::on(&item, error)));
            return beside(diagnostics, item);
        }
    };
    let read = TestArgs::read(arguments.clone(), &mut diagnostics);
    let TestArgs { crate_path, rt, inner, is_untracked_too } = read;
    let test = Test { crate_path: crate_path.into(), function, rt, inner, is_untracked_too };
    if let Some(checked_first) = expand::test_after_checking(&test.crate_path, &arguments, &item) {
        return checked_first;
    }
    validate::test(&test, &mut diagnostics);
    match test.body() {
        Some(body) if diagnostics.is_empty() => expand::test(&test, body),
        _ => beside(diagnostics, fallback::test(item)),
    }
}

pub(crate) fn derive_class(input: TokenStream) -> TokenStream {
    derive(input, |input, diagnostics| {
        let class = args::read_class(input, diagnostics);
        validate::class(&class, diagnostics);
        expand::class(&class)
    })
}

pub(crate) fn derive_counted(input: TokenStream, tracking: Tracking) -> TokenStream {
    derive(input, |input, diagnostics| {
        let counted = args::read_counted(input, diagnostics);
        validate::counted(&counted, diagnostics);
        expand::counted(&counted, tracking)
    })
}

pub(crate) fn holds(arguments: TokenStream, item: TokenStream, tracking: Tracking) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let arguments = HoldsArgs::read(arguments, &mut diagnostics);
    let Some(item) = diagnostics.check(syn::parse2::<Item>(item.clone()).map_err(diag::unreadable_structure)) else {
        return beside(diagnostics, item);
    };
    let item = match item {
        Item::Struct(item) if matches!(item.fields, Fields::Named(_)) => item,
        other => {
            diagnostics.report(diag::no_structure(&NoStructure::on(&other)));
            return beside(diagnostics, args::without_counted(other).into_token_stream());
        }
    };
    let structure = args::read_structure(item, arguments, &mut diagnostics);
    validate::structure(&structure, &mut diagnostics);
    if !diagnostics.is_empty() {
        return beside(diagnostics, fallback::structure(structure));
    }
    beside(diagnostics, expand::structure(&structure, tracking))
}

fn derive(input: TokenStream, expand: impl FnOnce(DeriveInput, &mut Diagnostics) -> TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let read = diagnostics.check(syn::parse2(input));
    let impls = read.map(|input| expand(input, &mut diagnostics)).unwrap_or_default();
    beside(diagnostics, impls)
}

fn beside(diagnostics: Diagnostics, item: TokenStream) -> TokenStream {
    let errors = diagnostics.into_compile_errors();
    quote!(#errors #item)
}
