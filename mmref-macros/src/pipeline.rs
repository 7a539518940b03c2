//! Read, model, validate, expand.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Fields, Item};

use crate::args::{self, BalancesArgs, HoldsArgs, ReferenceArgs, TestArgs};
use crate::audit::{self, Audited, Module};
use crate::diag::{self, Diagnostics};
use crate::expand::{self, Tracking};
use crate::fallback;
use crate::model::{Annotated, Ending, Function, Misplaced, Mode, NoStructure, Test};
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
    let block = &mut body.block;
    let module = Module { crate_path, diverging: &[] };
    if audit::function(Audited { attributes, signature, block }, own, module, diagnostics) {
        body.rewritten();
    }
}

pub(crate) fn balances(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let BalancesArgs { crate_path, is_checked } = BalancesArgs::read(arguments, &mut diagnostics);
    let item = if is_checked { item } else { audit::balances(&crate_path.into(), item, &mut diagnostics) };
    beside(diagnostics, item)
}

pub(crate) fn waive(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let item = audit::waive(arguments, item, &mut diagnostics);
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
    if let Some(checked_first) = audit::before_test(&test.crate_path, &arguments, &item) {
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
