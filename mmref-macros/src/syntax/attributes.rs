//! Where the attributes of a statement are, and what they mean for it.

use syn::{Attribute, Expr, Stmt};

/// Whether the item with these attributes may be compiled out.
pub(crate) fn has_cfg(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr"))
}

pub(crate) fn of_statement(statement: &Stmt) -> &[Attribute] {
    match statement {
        Stmt::Local(local) => &local.attrs,
        Stmt::Macro(statement) => &statement.attrs,
        Stmt::Expr(expression, _) => of_expression(expression),
        Stmt::Item(_) => &[],
    }
}

/// The attributes of an expression that can be a statement.
pub(crate) fn of_expression(expression: &Expr) -> &[Attribute] {
    match expression {
        Expr::Assign(it) => &it.attrs,
        Expr::Async(it) => &it.attrs,
        Expr::Await(it) => of_expression(&it.base),
        Expr::Binary(it) => of_expression(&it.left),
        Expr::Block(it) => &it.attrs,
        Expr::Break(it) => &it.attrs,
        Expr::Call(it) => first(&it.attrs, &it.func),
        Expr::Continue(it) => &it.attrs,
        Expr::Field(it) => of_expression(&it.base),
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

/// An attribute before `f(x)` may be parsed as one of the call or of `f`.
fn first<'e>(own: &'e [Attribute], inner: &'e Expr) -> &'e [Attribute] {
    if own.is_empty() { of_expression(inner) } else { own }
}
