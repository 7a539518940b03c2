//! `#[mmref::waive(C6, reason = "…")]`: where a rule is silenced.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, Ident, LitStr, Stmt, Token};

use super::Rule;
use crate::diag;

/// One rule that is silenced.
pub(crate) struct Waived {
    pub(crate) rule: Rule,
    pub(crate) span: Span,
}

/// What stands in the parentheses: a rule and the reason.
pub(crate) struct Arguments {
    pub(crate) rule: Rule,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let rule = rule(input)?;
        if input.is_empty() {
            return Err(diag::waive_without_reason(rule.span));
        }
        input.parse::<Token![,]>()?;
        let key: Ident = input.parse().map_err(|error| diag::waive_without_reason(error.span()))?;
        if key != "reason" {
            return Err(diag::unknown_option(&key, "a rule and `reason = \"…\"`"));
        }
        input.parse::<Token![=]>()?;
        let reason: LitStr = input.parse().map_err(|error| diag::waive_without_reason(error.span()))?;
        if reason.value().trim().is_empty() {
            return Err(diag::waive_without_reason(reason.span()));
        }
        input.parse::<Option<Token![,]>>()?;
        if input.is_empty() { Ok(Self { rule: rule.rule }) } else { Err(diag::waive_of_one_rule(input.span())) }
    }
}

fn rule(input: ParseStream<'_>) -> syn::Result<Waived> {
    let name: Ident = input.parse().map_err(|error| diag::waive_of_unknown_rule(error.span()))?;
    let rule = Rule::ALL.into_iter().find(|rule| name == rule.to_string());
    rule.map(|rule| Waived { rule, span: name.span() }).ok_or_else(|| diag::waive_of_unknown_rule(name.span()))
}

/// Whether this is ours: `mmref::waive`, and not a user's `waive`.
pub(crate) fn is_waive(attribute: &Attribute) -> bool {
    let path = attribute.path();
    path.segments.len() > 1 && path.segments.last().is_some_and(|last| last.ident == "waive")
}

/// What the attribute silences. An error in it is reported once, by [`mistakes`].
fn allowed(attribute: &Attribute) -> Option<Waived> {
    let rule = attribute.parse_args::<Arguments>().ok()?.rule;
    Some(Waived { rule, span: attribute.span() })
}

/// What is silenced on a function.
pub(crate) fn on_function(attributes: &[Attribute]) -> Vec<Waived> {
    attributes.iter().filter(|attribute| is_waive(attribute)).filter_map(allowed).collect()
}

pub(super) fn on_statement(statement: &Stmt) -> Vec<Waived> {
    on_function(match statement {
        Stmt::Local(local) => &local.attrs,
        Stmt::Macro(statement) => &statement.attrs,
        Stmt::Expr(expression, _) => attributes(expression),
        Stmt::Item(_) => &[],
    })
}

/// The attributes of an expression that can be a statement of its own.
pub(super) fn attributes(expression: &Expr) -> &[Attribute] {
    match expression {
        Expr::Assign(it) => &it.attrs,
        Expr::Async(it) => &it.attrs,
        Expr::Await(it) => attributes(&it.base),
        Expr::Binary(it) => attributes(&it.left),
        Expr::Block(it) => &it.attrs,
        Expr::Break(it) => &it.attrs,
        Expr::Call(it) => first(&it.attrs, &it.func),
        Expr::Continue(it) => &it.attrs,
        Expr::Field(it) => attributes(&it.base),
        Expr::ForLoop(it) => &it.attrs,
        Expr::If(it) => &it.attrs,
        Expr::Loop(it) => &it.attrs,
        Expr::Macro(it) => &it.attrs,
        Expr::Match(it) => &it.attrs,
        Expr::MethodCall(it) => first(&it.attrs, &it.receiver),
        Expr::Path(it) => &it.attrs,
        Expr::Return(it) => &it.attrs,
        Expr::Struct(it) => &it.attrs,
        Expr::Try(it) => first(&it.attrs, &it.expr),
        Expr::Unary(it) => &it.attrs,
        Expr::Unsafe(it) => &it.attrs,
        Expr::While(it) => &it.attrs,
        _ => &[],
    }
}

/// An attribute before `f(x)` may be read as one of the call or of `f`.
fn first<'e>(own: &'e [Attribute], inner: &'e Expr) -> &'e [Attribute] {
    if own.is_empty() { attributes(inner) } else { own }
}

/// What is wrong with the `#[mmref::waive]`s of a function, wherever they stand.
pub(crate) fn mistakes(attributes: &[Attribute], block: &Block) -> Vec<syn::Error> {
    struct Mistakes(Vec<syn::Error>);
    impl<'ast> Visit<'ast> for Mistakes {
        fn visit_attribute(&mut self, attribute: &'ast Attribute) {
            if is_waive(attribute) {
                self.0.extend(attribute.parse_args::<Arguments>().err());
            }
            visit::visit_attribute(self, attribute);
        }
    }
    let mut mistakes = Mistakes(Vec::new());
    attributes.iter().for_each(|attribute| mistakes.visit_attribute(attribute));
    mistakes.visit_block(block);
    mistakes.0
}
