//! Read, model, validate, expand.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::args::{self, ReferenceArgs};
use crate::diag::{self, Diagnostics};
use crate::expand::{self, Tracking};
use crate::fallback;
use crate::model::{Annotated, Function, Misplaced, Mode};
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
    let ReferenceArgs { references, crate_path } = ReferenceArgs::read(mode, arguments, &mut diagnostics);
    let annotated = Annotated { mode, crate_path: crate_path.into(), references, function };
    validate::annotated(&annotated, &mut diagnostics);
    if diagnostics.is_empty() {
        expand::function(&annotated, tracking)
    } else {
        beside(diagnostics, fallback::function(&annotated))
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
