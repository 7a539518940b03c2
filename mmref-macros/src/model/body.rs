//! A function's body, and what its tokens tell.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Block, Expr, Ident, Stmt, braced, token};

use crate::syntax::{format, macros, names};

#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) inner_attributes: Vec<Attribute>,
    block: Block,
    /// The original tokens of the statements, as long as the block is unchanged: printing them again is expensive.
    written: Option<TokenStream>,
}

impl Parse for Body {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        let brace_token = braced!(content in input);
        let inner_attributes = content.call(Attribute::parse_inner)?;
        let written = Some(content.fork().parse()?);
        let stmts = content.call(Block::parse_within)?;
        Ok(Self { inner_attributes, block: Block { brace_token, stmts }, written })
    }
}

impl Body {
    /// Whether the name occurs anywhere in the body, including macro arguments.
    pub(crate) fn mentions(&self, name: &Ident) -> bool {
        contains(self.statements(), &names::plain(name))
    }

    /// The statements, without the braces around them.
    pub(crate) fn statements(&self) -> TokenStream {
        let print = || self.block.stmts.iter().map(ToTokens::to_token_stream).collect();
        self.written.clone().unwrap_or_else(print)
    }

    pub(crate) fn block(&self) -> &Block {
        &self.block
    }

    /// The one way to change a body. `rewrite` returns whether it changed the block, and any other result.
    pub(crate) fn rewrite<T>(&mut self, rewrite: impl FnOnce(&mut Block) -> (bool, T)) -> T {
        let (is_changed, found) = rewrite(&mut self.block);
        if is_changed {
            self.written = None;
        }
        found
    }

    /// Whether the body ends in `todo!()` or the like, so that it is not written yet.
    pub(crate) fn ends_unfinished(&self) -> bool {
        ends_in_panic(&self.block)
    }

    pub(crate) fn brace(&self) -> token::Brace {
        self.block.brace_token
    }
}

fn contains(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => names::plain(&ident) == name,
        TokenTree::Group(group) => contains(group.stream(), name),
        TokenTree::Literal(literal) => format::names_in(&literal.to_string()).any(|captured| captured == name),
        TokenTree::Punct(_) => false,
    })
}

fn ends_in_panic(block: &Block) -> bool {
    match block.stmts.last() {
        Some(Stmt::Macro(statement)) => macros::panics(&statement.mac),
        Some(Stmt::Expr(Expr::Macro(expression), _)) => macros::panics(&expression.mac),
        Some(Stmt::Expr(Expr::Block(inner), None)) => ends_in_panic(&inner.block),
        _ => false,
    }
}
