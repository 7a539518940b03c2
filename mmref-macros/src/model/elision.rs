//! What a function's elided output lifetimes mean, so that one more borrowed parameter does not change it.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{FnArg, Lifetime, Pat, ReceiverKind, ReturnType, Signature, Type};

use super::lifetimes::{Position, each_lifetime};

#[derive(Clone)]
pub(crate) enum Elision {
    /// Nothing is elided, or `self` still decides.
    Settled,
    /// The lifetime that every borrowed input names.
    Named(Lifetime),
    /// The one elided input lifetime, under its new name.
    Unnamed(Lifetime),
    /// The places in the output that could mean several lifetimes, or none.
    Unclear(Unclear),
}

#[derive(Clone)]
pub(crate) struct Unclear {
    pub(crate) outputs: Vec<Span>,
    pub(crate) sources: usize,
}

impl Elision {
    pub(crate) fn of(signature: &Signature) -> Self {
        let outputs = elided_outputs(&signature.output);
        if outputs.is_empty() || receiver_borrows(signature) {
            return Self::Settled;
        }
        match &distinct_sources(signature)[..] {
            [Source::Named(lifetime)] => Self::Named(lifetime.clone()),
            [Source::Elided(parameter)] => Self::Unnamed(fresh_lifetime(signature, parameter.as_deref())),
            sources => Self::Unclear(Unclear { outputs, sources: sources.len() }),
        }
    }
}

enum Source {
    Named(Lifetime),
    /// With the name of its parameter, if that is a plain one.
    Elided(Option<String>),
}

fn elided_outputs(output: &ReturnType) -> Vec<Span> {
    let ReturnType::Type(_, ty) = output else { return Vec::new() };
    let mut spans = Vec::new();
    each_lifetime(&mut ty.clone(), |position| match position {
        Position::LeftOut(reference) => spans.push(reference.and_token.span()),
        Position::Anonymous(lifetime) => spans.push(lifetime.span()),
        Position::Named(_) => {}
    });
    spans
}

fn receiver_borrows(signature: &Signature) -> bool {
    match signature.receiver().map(|receiver| &receiver.kind) {
        Some(ReceiverKind::Reference(..)) => true,
        Some(ReceiverKind::Typed(_, ty)) => has_reference(ty),
        _ => false,
    }
}

fn has_reference(ty: &Type) -> bool {
    struct References(bool);
    impl<'ast> syn::visit::Visit<'ast> for References {
        fn visit_type_reference(&mut self, _: &'ast syn::TypeReference) {
            self.0 = true;
        }
    }
    let mut references = References(false);
    syn::visit::Visit::visit_type(&mut references, ty);
    references.0
}

/// Counted as rustc counts: a named lifetime once, an elided one each time.
fn distinct_sources(signature: &Signature) -> Vec<Source> {
    let mut sources = Vec::new();
    for input in &signature.inputs {
        let FnArg::Typed(parameter) = input else { continue };
        each_lifetime(&mut parameter.ty.clone(), |position| match position {
            Position::Named(lifetime) => add_named(&mut sources, lifetime),
            _ => sources.push(Source::Elided(plain_name(&parameter.pat))),
        });
    }
    sources
}

fn add_named(sources: &mut Vec<Source>, lifetime: &Lifetime) {
    let known = sources.iter().any(|source| matches!(source, Source::Named(named) if named == lifetime));
    if !known {
        sources.push(Source::Named(lifetime.clone()));
    }
}

fn plain_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(plain) => Some(syn::ext::IdentExt::unraw(&plain.ident).to_string()),
        _ => None,
    }
}

/// The prefix avoids the lifetimes of an impl header, which an attribute on a method cannot see.
fn fresh_lifetime(signature: &Signature, parameter: Option<&str>) -> Lifetime {
    let mut name = parameter.map_or_else(|| String::from("'mmref"), |parameter| format!("'mmref_{parameter}"));
    while signature.generics.lifetimes().any(|taken| taken.lifetime.to_string() == name) {
        name.push('_');
    }
    Lifetime::new(&name, Span::mixed_site())
}
