//! Whether a `while` loop counts, as `for` does: the number of rounds does not depend on the outcome of an acquire.
//!
//! A comparison counts if every round moves one of its variables, nothing else in the function does, and both its start
//! and what it is compared with are given: parameters, constants, lengths. Taking the next of what is given counts too.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, ExprBinary, ExprMethodCall, Local, Stmt};

use crate::syntax::macros;
use crate::syntax::operations::{is_compound, is_order, only_looks, takes_next};
use crate::syntax::pattern::{self, Matches};

/// How many variables a value may be copied through.
const STEPS: usize = 3;

/// A loop, and the body of the function that contains it.
#[derive(Clone, Copy)]
pub(super) struct Repeated<'a> {
    pub(super) body: &'a Block,
    pub(super) function: &'a Block,
}

impl Repeated<'_> {
    pub(super) fn counts(self, condition: &Expr) -> bool {
        match condition {
            Expr::Paren(paren) => self.counts(&paren.expr),
            Expr::Binary(ExprBinary { left, op: BinOp::And(_), right, .. }) => self.counts(left) && self.counts(right),
            Expr::Binary(ExprBinary { left, op, right, .. }) if is_order(op) => {
                (self.is_stepped(left) && (self.is_stepped(right) || self.is_given(right, STEPS)))
                    || (self.is_stepped(right) && self.is_given(left, STEPS))
            }
            Expr::Let(binding) => pattern::matches(&binding.pat) == Matches::Success && self.takes_next(&binding.expr),
            _ => false,
        }
    }

    /// Whether every round moves the variable, by one statement of the body that is on every path.
    fn is_stepped(self, variable: &Expr) -> bool {
        let Some(name) = name(variable) else { return false };
        let Some(at) = self.body.stmts.iter().position(|statement| is_step(statement, name)) else { return false };
        let mut before = Uses::of(name);
        self.body.stmts[..at].iter().for_each(|statement| before.visit_stmt(statement));
        let mut inside = Uses::of(name);
        inside.visit_block(self.body);
        !before.continues && inside.bindings.is_empty() && self.starts_given(name, 1, STEPS)
    }

    /// `mms.next()`, where nothing else takes from `mms` or adds to it.
    fn takes_next(self, value: &Expr) -> bool {
        let Expr::MethodCall(ExprMethodCall { receiver, method, args, .. }) = value else { return false };
        takes_next(&method.to_string())
            && args.is_empty()
            && name(receiver).is_some_and(|name| self.starts_given(name, 1, STEPS))
    }

    /// Whether the value depends on nothing that the function does.
    fn is_given(self, value: &Expr, steps: usize) -> bool {
        match value {
            Expr::Lit(_) => true,
            Expr::Paren(inner) => self.is_given(&inner.expr, steps),
            Expr::Cast(cast) => self.is_given(&cast.expr, steps),
            Expr::Field(field) => self.is_given(&field.base, steps),
            Expr::Reference(reference) => reference.mutability.is_none() && self.is_given(&reference.expr, steps),
            Expr::Binary(binary) => self.is_given(&binary.left, steps) && self.is_given(&binary.right, steps),
            Expr::MethodCall(call) => {
                self.is_given(&call.receiver, steps) && call.args.iter().all(|value| self.is_given(value, steps))
            }
            Expr::Path(path) => path.path.get_ident().is_none_or(|name| self.starts_given(name, 0, steps)),
            _ => false,
        }
    }

    /// Whether the name has a single meaning, which is given, and may be changed this often afterwards.
    fn starts_given(self, name: &Ident, changes: usize, steps: usize) -> bool {
        let mut uses = Uses::of(name);
        uses.visit_block(self.function);
        let is_given = match uses.bindings.as_slice() {
            [] => true,
            [Some(start)] => steps > 0 && self.is_given(start, steps - 1),
            _ => false,
        };
        is_given && uses.changes == changes
    }
}

fn is_step(statement: &Stmt, name: &Ident) -> bool {
    matches!(statement, Stmt::Expr(Expr::Binary(ExprBinary { left, op: BinOp::AddAssign(_) | BinOp::SubAssign(_), .. }), _)
        if self::name(left) == Some(name))
}

fn name(expression: &Expr) -> Option<&Ident> {
    match expression {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Paren(paren) => name(&paren.expr),
        _ => None,
    }
}

/// What binds a variable, and what may change it or its contents.
struct Uses<'n, 'ast> {
    name: &'n Ident,
    /// Each with its value, if the pattern binds nothing else.
    bindings: Vec<Option<&'ast Expr>>,
    changes: usize,
    continues: bool,
}

impl<'n> Uses<'n, '_> {
    fn of(name: &'n Ident) -> Self {
        Self { name, bindings: Vec::new(), changes: 0, continues: false }
    }

    fn changed(&mut self, place: &impl ToTokens) {
        self.changes += usize::from(idents(place.to_token_stream()).contains(self.name));
    }
}

impl<'ast> Visit<'ast> for Uses<'_, 'ast> {
    fn visit_local(&mut self, local: &'ast Local) {
        match (pattern::whole(&local.pat), &local.init) {
            (Some(name), Some(init)) if name == self.name => {
                self.bindings.push(Some(&*init.expr));
                self.visit_expr(&init.expr);
            }
            _ => visit::visit_local(self, local),
        }
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        if pattern.ident == *self.name {
            self.bindings.push(None);
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr_assign(&mut self, assignment: &'ast syn::ExprAssign) {
        self.changed(&assignment.left);
        visit::visit_expr_assign(self, assignment);
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        if is_compound(&binary.op) {
            self.changed(&binary.left);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_reference(&mut self, reference: &'ast syn::ExprReference) {
        if reference.mutability.is_some() {
            self.changed(&reference.expr);
        }
        visit::visit_expr_reference(self, reference);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if !only_looks(&call.method.to_string()) {
            self.changed(&call.receiver);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        if !macros::only_reads(mac) {
            self.changed(&mac.tokens);
        }
    }

    fn visit_expr_continue(&mut self, _: &'ast syn::ExprContinue) {
        self.continues = true;
    }
}

fn idents(tokens: TokenStream) -> Vec<Ident> {
    let inside = |token| match token {
        TokenTree::Ident(ident) => vec![ident],
        TokenTree::Group(group) => idents(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => Vec::new(),
    };
    tokens.into_iter().flat_map(inside).collect()
}

#[cfg(test)]
#[path = "tests/counting.rs"]
mod tests;
