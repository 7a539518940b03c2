//! Whether a `while` loop counts, as `for` does: how often it goes round does not hang on how an acquire went.
//!
//! A comparison counts if the body moves one of its variables once in every round, and nothing else that it is about; and so
//! does taking the next from something that the body does not touch.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, ExprBinary, ExprMethodCall, Stmt};

use super::pattern::{self, Matches};

pub(super) fn counts(condition: &Expr, body: &Block) -> bool {
    match condition {
        Expr::Paren(paren) => counts(&paren.expr, body),
        Expr::Binary(ExprBinary { left, op: BinOp::And(_), right, .. }) => counts(left, body) && counts(right, body),
        Expr::Binary(ExprBinary { left, op, right, .. }) if is_order(op) => compares(left, right, body),
        Expr::Let(binding) => pattern::matches(&binding.pat) == Matches::Success && takes_next(&binding.expr, body),
        _ => false,
    }
}

fn is_order(op: &BinOp) -> bool {
    matches!(op, BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_))
}

fn compares(left: &Expr, right: &Expr, body: &Block) -> bool {
    let steps = |side: &Expr| name(side).is_some_and(|name| is_stepped(name, body));
    let stands = |side: &Expr| is_plain(side) && idents(side.to_token_stream()).iter().all(|name| stands(name, body));
    let (left_steps, right_steps) = (steps(left), steps(right));
    (left_steps && (right_steps || stands(right))) || (right_steps && stands(left))
}

/// A number that the body can leave as it is: a variable, a field, a constant, the length of something.
fn is_plain(limit: &Expr) -> bool {
    match limit {
        Expr::Paren(paren) => is_plain(&paren.expr),
        Expr::Cast(cast) => is_plain(&cast.expr),
        Expr::Path(_) | Expr::Lit(_) => true,
        Expr::Field(field) => is_plain(&field.base),
        Expr::Binary(binary) => is_plain(&binary.left) && is_plain(&binary.right),
        Expr::MethodCall(call) => call.method == "len" && call.args.is_empty() && is_plain(&call.receiver),
        _ => false,
    }
}

/// `mms.next()`, where only the condition knows of `mms`.
fn takes_next(value: &Expr, body: &Block) -> bool {
    let Expr::MethodCall(ExprMethodCall { receiver, method, args, .. }) = value else { return false };
    let takes = ["next", "next_back", "pop", "pop_front", "pop_back"].iter().any(|name| method == name);
    let mentioned = || idents(body.to_token_stream());
    takes && args.is_empty() && name(receiver).is_some_and(|name| !mentioned().contains(name))
}

fn name(expression: &Expr) -> Option<&Ident> {
    match expression {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Paren(paren) => name(&paren.expr),
        _ => None,
    }
}

/// Whether every round moves the variable, by one statement of the body that all ways through it come by.
fn is_stepped(name: &Ident, body: &Block) -> bool {
    let Some(at) = body.stmts.iter().position(|statement| is_step(statement, name)) else { return false };
    let mut before = Changes::of(name);
    body.stmts[..at].iter().for_each(|statement| before.visit_stmt(statement));
    let mut all = Changes::of(name);
    all.visit_block(body);
    !before.continues && all.changes == 1
}

fn stands(name: &Ident, body: &Block) -> bool {
    let mut changes = Changes::of(name);
    changes.visit_block(body);
    changes.changes == 0
}

fn is_step(statement: &Stmt, name: &Ident) -> bool {
    matches!(statement, Stmt::Expr(Expr::Binary(ExprBinary { left, op: BinOp::AddAssign(_) | BinOp::SubAssign(_), .. }), _)
        if self::name(left) == Some(name))
}

/// How often something may change a variable, or what is inside of it.
struct Changes<'n> {
    name: &'n Ident,
    changes: usize,
    continues: bool,
}

impl<'n> Changes<'n> {
    fn of(name: &'n Ident) -> Self {
        Self { name, changes: 0, continues: false }
    }

    fn changed(&mut self, place: &impl ToTokens) {
        self.changes += usize::from(idents(place.to_token_stream()).contains(self.name));
    }
}

impl<'ast> Visit<'ast> for Changes<'_> {
    fn visit_expr_assign(&mut self, assignment: &'ast syn::ExprAssign) {
        self.changed(&assignment.left);
        visit::visit_expr_assign(self, assignment);
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        if super::expression::is_compound(&binary.op) {
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
        if !["len", "get", "iter", "is_empty", "first", "last"].iter().any(|name| call.method == name) {
            self.changed(&call.receiver);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.changed(&pattern.ident);
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.changed(&mac.tokens);
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
mod tests {
    use super::*;

    fn is_counting(text: &str) -> bool {
        let repeated: syn::ExprWhile = syn::parse_str(text).expect("a loop");
        counts(&repeated.cond, &repeated.body)
    }

    #[test]
    fn a_loop_that_counts() {
        for text in [
            "while at < mms.len() { let mm = &mms[at]; at += 1; look(mm); }",
            "while left > 0 { if look() { break; } left -= 1; }",
            "while low < high && high <= self.limit { low += 1; high -= 1; }",
            "while let Some(mm) = mms.next() { look(mm); }",
            "while let Some(mm) = mms.pop_front() { look(mm); }",
        ] {
            assert!(is_counting(text), "{text}");
        }
    }

    #[test]
    fn a_loop_that_may_ask_how_an_acquire_went() {
        for text in [
            "while retry { retry = !get(); }",
            "while !held && at < 3 { at += 1; }",
            "while at < 3 { if get() { at = 3; } else { at += 1; } }",
            "while at < 3 { at += 1; if get() { at += 3; } }",
            "while at < 1 { if !get() { continue; } at += 1; }",
            "while at < limit { at += 1; if get() { limit = 0; } }",
            "while at < mms.len() { at += 1; if get() { mms.clear(); } }",
            "while at < 3 { at += 1; change(&mut at); }",
            "while at < 3 { let mut at = 0; at += 1; }",
            "while at < tries() { at += 1; }",
            "while let Some(mm) = retry.take() { look(mm); }",
            "while let Some(mm) = mms.pop() { if !get() { mms.push(mm); } }",
            "while let Some(3) = mms.next() {}",
        ] {
            assert!(!is_counting(text), "{text}");
        }
    }
}
