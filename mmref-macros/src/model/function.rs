//! A function as written: free, method, or trait method with or without a body.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::visit::{self, Visit};
use syn::{Attribute, Ident, Meta, ReturnType, Signature, Token, Type, Visibility};

use super::body::Body;
use crate::syntax::names;
use crate::syntax::path;

#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) defaultness: Option<Token![default]>,
    pub(crate) signature: Signature,
    pub(crate) ending: Ending,
}

#[derive(Clone)]
pub(crate) enum Ending {
    Body(Body),
    Semicolon(Token![;]),
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attributes: input.call(Attribute::parse_outer)?,
            visibility: input.parse()?,
            defaultness: input.parse()?,
            signature: input.parse()?,
            ending: input.parse()?,
        })
    }
}

impl Parse for Ending {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![;]) { input.parse().map(Self::Semicolon) } else { input.parse().map(Self::Body) }
    }
}

impl Function {
    pub(crate) fn body(&self) -> Option<&Body> {
        match &self.ending {
            Ending::Body(body) => Some(body),
            Ending::Semicolon(_) => None,
        }
    }

    pub(crate) fn never_returns(&self) -> bool {
        never_returns(&self.signature)
    }

    /// The existing parameter called `name`.
    pub(crate) fn parameter(&self, name: &Ident) -> Option<&Ident> {
        let mut bindings = Bindings::default();
        self.signature.inputs.iter().for_each(|input| bindings.visit_fn_arg(input));
        bindings.found.into_iter().find(|found| names::same(found, name))
    }

    /// The attribute called `name`, also as `#[unsafe(name)]` or behind a path.
    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute_name(attribute).is_some_and(|found| found == name))
    }

    /// rustc refuses `#[track_caller]` beside another ABI than Rust's, and it has no effect on `async`.
    pub(crate) fn can_track_caller(&self) -> bool {
        self.signature.asyncness.is_none() && self.has_rust_abi() && self.attribute("track_caller").is_none()
    }

    fn has_rust_abi(&self) -> bool {
        let abi = self.signature.abi.as_ref();
        abi.is_none_or(|abi| abi.name.as_ref().is_some_and(|name| name.value() == "Rust"))
    }

    /// A free `main`, the entry of a program. Methods and functions with parameters only share its name.
    pub(crate) fn is_main(&self) -> bool {
        self.signature.ident == "main" && self.signature.inputs.is_empty() && self.body().is_some()
    }

    /// Only foreign functions have a visibility and no body.
    pub(crate) fn is_foreign(&self) -> bool {
        self.body().is_none() && !matches!(self.visibility, Visibility::Inherited)
    }

    pub(crate) fn span(&self) -> Span {
        self.signature.ident.span()
    }
}

/// Whether the function is declared `-> !`.
pub(crate) fn never_returns(signature: &Signature) -> bool {
    matches!(&signature.output, ReturnType::Type(_, ty) if matches!(**ty, Type::Never(_)))
}

fn attribute_name(attribute: &Attribute) -> Option<Ident> {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("unsafe") => {
            syn::parse2::<Meta>(list.tokens.clone()).ok().and_then(|meta| path::last_name(meta.path()))
        }
        meta => path::last_name(meta.path()),
    }
}

#[derive(Default)]
struct Bindings<'ast> {
    found: Vec<&'ast Ident>,
}

impl<'ast> Visit<'ast> for Bindings<'ast> {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.found.push(&pattern.ident);
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_type(&mut self, _: &'ast Type) {}
}
