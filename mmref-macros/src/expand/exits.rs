//! The ways out of an acquiring function, redirected through the check at its end.

use proc_macro2::{Ident, Span};
use quote::quote_spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Block, Expr, ExprAsync, ExprBreak, ExprClosure, ExprConst, ExprReturn, ExprTry, ExprTryBlock, Item, Lifetime,
    Token, Type,
};

use crate::model::CratePath;

pub(super) struct Exits<'a> {
    crate_path: &'a CratePath,
    label: Lifetime,
    /// The flag that a failing `?` sets.
    question: Ident,
    inside_try_block: bool,
    /// Whether there is a `return`.
    pub(super) returns: bool,
    /// Whether there is a `?`.
    pub(super) questions: bool,
}

impl<'a> Exits<'a> {
    /// Rewrites each `return` and each `?` that leaves the function itself.
    pub(super) fn lead(block: &mut Block, crate_path: &'a CratePath, label: Lifetime, question: Ident) -> Self {
        let mut exits = Self { crate_path, label, question, inside_try_block: false, returns: false, questions: false };
        exits.visit_block_mut(block);
        exits
    }

    fn led_return(&mut self, written: &mut ExprReturn) -> Expr {
        self.returns = true;
        Expr::Break(ExprBreak {
            attrs: std::mem::take(&mut written.attrs),
            break_token: Token![break](written.return_token.span),
            label: Some(self.label.clone()),
            expr: written.expr.take(),
        })
    }

    fn note(&mut self, question_mark: &mut ExprTry) {
        self.questions = true;
        let (crate_path, question, operand) = (self.crate_path, &self.question, bare(&question_mark.expr));
        let noted = quote_spanned!(Span::mixed_site()=> #crate_path::__private::question!(#question, #operand));
        *question_mark.expr = Expr::Verbatim(noted);
    }
}

/// `a` of `(a)?`: rustc would warn of needless parentheses where the macro puts the operand.
fn bare(operand: &Expr) -> &Expr {
    match operand {
        Expr::Paren(paren) if paren.attrs.is_empty() => &paren.expr,
        other => other,
    }
}

impl VisitMut for Exits<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        match expression {
            Expr::Return(written) => *expression = self.led_return(written),
            Expr::Try(question_mark) if !self.inside_try_block => self.note(question_mark),
            _ => {}
        }
    }

    fn visit_expr_try_block_mut(&mut self, block: &mut ExprTryBlock) {
        let outside = std::mem::replace(&mut self.inside_try_block, true);
        visit_mut::visit_expr_try_block_mut(self, block);
        self.inside_try_block = outside;
    }

    // Closures, async blocks and items have ways out of their own.

    fn visit_expr_closure_mut(&mut self, _: &mut ExprClosure) {}

    fn visit_expr_async_mut(&mut self, _: &mut ExprAsync) {}

    fn visit_expr_const_mut(&mut self, _: &mut ExprConst) {}

    fn visit_item_mut(&mut self, _: &mut Item) {}

    fn visit_type_mut(&mut self, _: &mut Type) {}
}
