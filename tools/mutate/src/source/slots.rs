//! Which expression means which slot.

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Expr, ExprMethodCall, Member};

use super::facts::Span;
use super::fields::Fields;

/// The slot that an argument names: `mm_ref` of `&mut mm_ref`, `locked.mm_ref` of `locked.mm_ref.take()`. It may be any
/// place, whether or not it holds references.
pub(super) fn place(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Reference(it) => place(&it.expr),
        Expr::Paren(it) => place(&it.expr),
        Expr::MethodCall(it) if is_take(it) => place(&it.receiver),
        Expr::Path(it) => it.path.get_ident().map(ToString::to_string),
        Expr::Field(it) => {
            let Member::Named(name) = &it.member else { return None };
            Some(format!("{}.{name}", place(&it.base).unwrap_or_else(|| it.base.to_token_stream().to_string())))
        }
        _ => None,
    }
}

/// Every place that an expression mentions, outermost first: `users_hold` of `Mutex::new(users_hold)`.
pub(super) fn places(expression: &Expr) -> Vec<(String, Span)> {
    struct Places(Vec<(String, Span)>);
    impl<'ast> Visit<'ast> for Places {
        fn visit_expr(&mut self, expression: &'ast Expr) {
            self.0.extend(place(expression).map(|place| (place, expression.span().byte_range())));
            visit::visit_expr(self, expression);
        }
    }
    let mut places = Places(Vec::new());
    places.visit_expr(expression);
    places.0
}

/// `locked.mm_ref` if there are reference fields called `mm_ref`.
pub(super) fn is_field(slot: &str, fields: &Fields) -> bool {
    slot.rsplit_once('.').is_some_and(|(_, name)| !fields.named(name).is_empty())
}

/// The slot behind a guard: `self.mm_ref` of `self.mm_ref.lock().unwrap()`.
pub(super) fn guarded_place(expression: &Expr) -> Option<String> {
    const GUARDS: [&str; 7] = ["lock", "write", "borrow_mut", "get_mut", "unwrap", "expect", "unwrap_or_else"];
    match expression {
        Expr::MethodCall(it) if GUARDS.iter().any(|guard| it.method == guard) => guarded_place(&it.receiver),
        _ => place(expression),
    }
}

pub(super) fn is_take(call: &ExprMethodCall) -> bool {
    call.method == "take" && call.args.is_empty()
}
