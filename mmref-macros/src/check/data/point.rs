//! Program points.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;

use crate::syntax::node::Node;

/// A program point: a syntax node, and where it is shown.
#[derive(Clone, Copy)]
pub(crate) struct Point<'e> {
    pub(crate) node: Node,
    at: At<'e>,
}

/// Where a point is shown. Computing a span is expensive, so it is done only for what is reported.
#[derive(Clone, Copy)]
enum At<'e> {
    Token(Span),
    Syntax(&'e dyn ToTokens),
}

impl<'e> Point<'e> {
    /// Syntax, shown as a whole.
    pub(crate) fn of<T: ToTokens>(node: &'e T) -> Self {
        Self { node: Node::of(node), at: At::Syntax(node) }
    }

    /// Syntax, shown at one of its tokens.
    pub(crate) fn at_token<T>(node: &T, token: Span) -> Self {
        Self { node: Node::of(node), at: At::Token(token) }
    }

    /// Syntax, shown at a part of it.
    pub(crate) fn at_part<T>(node: &T, part: &'e impl ToTokens) -> Self {
        Self { node: Node::of(node), at: At::Syntax(part) }
    }

    pub(crate) fn span(&self) -> Span {
        match self.at {
            At::Token(span) => span,
            At::Syntax(syntax) => syntax.span(),
        }
    }
}
