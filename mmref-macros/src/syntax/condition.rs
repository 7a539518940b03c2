//! Conditions as written: which are equal, which exclude each other, and what their parts are.

use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, ExprBinary, ExprUnary, Lit, Member, UnOp};

use super::success::{self, Look};
use super::{operations, path};

/// The conditions that are joined by this operator.
pub(crate) fn parts<'e>(condition: &'e Expr, operator: &BinOp) -> Vec<&'e Expr> {
    match condition {
        Expr::Paren(inner) => parts(&inner.expr, operator),
        Expr::Binary(binary) if core::mem::discriminant(&binary.op) == core::mem::discriminant(operator) => {
            [parts(&binary.left, operator), parts(&binary.right, operator)].concat()
        }
        other => vec![other],
    }
}

/// The conditions that are joined by any operators.
pub(crate) fn leaves(condition: &Expr) -> Vec<&Expr> {
    match condition {
        Expr::Paren(inner) => leaves(&inner.expr),
        Expr::Unary(ExprUnary { op: UnOp::Not(_), expr, .. }) => leaves(expr),
        Expr::Binary(ExprBinary { left, op: BinOp::And(_) | BinOp::Or(_), right, .. }) => {
            [leaves(left), leaves(right)].concat()
        }
        other => vec![other],
    }
}

/// For `==` true, for `!=` false.
pub(crate) fn is_equation(leaf: &Expr) -> Option<bool> {
    match leaf {
        Expr::Paren(inner) => is_equation(&inner.expr),
        Expr::Binary(ExprBinary { op: BinOp::Eq(_), .. }) => Some(true),
        Expr::Binary(ExprBinary { op: BinOp::Ne(_), .. }) => Some(false),
        _ => None,
    }
}

/// A variable or field, or something inside it.
pub(crate) fn is_place(value: &Expr) -> bool {
    match value {
        Expr::Paren(inner) => is_place(&inner.expr),
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::MethodCall(method) => {
            let name = method.method.to_string();
            (success::look(&name).is_some() || name == "take") && is_place(&method.receiver)
        }
        _ => false,
    }
}

pub(crate) fn mentions(subject: &str, name: &str) -> bool {
    subject.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

/// Whether the text contains a call that is about the variable.
pub(crate) fn is_called(text: &str, name: &str) -> bool {
    text.contains('(') && mentions(text, name)
}

/// The variables that are borrowed anywhere in a block.
pub(crate) fn borrowed_in(block: &Block) -> Vec<String> {
    #[derive(Default)]
    struct Borrowed(Vec<String>);
    impl<'ast> Visit<'ast> for Borrowed {
        fn visit_expr_reference(&mut self, reference: &'ast syn::ExprReference) {
            if let Expr::Path(path) = &*reference.expr {
                self.0.extend(path.path.get_ident().map(ToString::to_string));
            }
            visit::visit_expr_reference(self, reference);
        }
    }
    let mut borrowed = Borrowed::default();
    borrowed.visit_block(block);
    borrowed.0
}

/// A condition as text, and whether the text is the condition or its opposite.
pub(crate) fn text(leaf: &Expr) -> Option<(String, bool)> {
    match leaf {
        Expr::Paren(inner) => text(&inner.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => text(&unary.expr).map(|(text, sense)| (text, !sense)),
        Expr::MethodCall(call) => match success::look(&call.method.to_string()) {
            Some(Look::Tests(sense)) => Some((written(&call.receiver)?, sense)),
            _ => Some((written(leaf)?, true)),
        },
        Expr::Binary(binary) => {
            let (op, sense) = match binary.op {
                BinOp::Eq(_) => ("=", true),
                BinOp::Ne(_) => ("=", false),
                BinOp::Lt(_) => ("<", true),
                BinOp::Ge(_) => ("<", false),
                BinOp::Gt(_) => (">", true),
                BinOp::Le(_) => (">", false),
                BinOp::And(_) => return joined(binary, "&&"),
                BinOp::Or(_) => return joined(binary, "||"),
                _ => return None,
            };
            Some((format!("{}{op}{}", written(&binary.left)?, written(&binary.right)?), sense))
        }
        other => Some((written(other)?, true)),
    }
}

/// Conditions that are ruled out by a comparison with zero: `> 0` excludes `== 0`.
pub(crate) fn ruled_out(leaf: &Expr, outcome: Option<bool>) -> Vec<String> {
    match leaf {
        Expr::Paren(inner) => ruled_out(&inner.expr, outcome),
        Expr::Binary(ExprBinary { left, op, right, .. }) if written(right).as_deref() == Some("0") => {
            let others: &[&str] = match (op, outcome) {
                (BinOp::Gt(_) | BinOp::Lt(_), Some(true)) => &["="],
                (BinOp::Eq(_), Some(true)) | (BinOp::Ne(_), Some(false)) => &["<", ">"],
                _ => &[],
            };
            others.iter().filter_map(|op| Some(format!("{}{op}0", written(left)?))).collect()
        }
        _ => Vec::new(),
    }
}

fn joined(binary: &ExprBinary, operator: &str) -> Option<(String, bool)> {
    let sides = [text(&binary.left)?, text(&binary.right)?].map(|(text, sense)| format!("({sense} {text})"));
    Some((sides.join(operator), true))
}

/// A variable, field or call as text. `None` for what is not compared.
pub(crate) fn written(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Paren(inner) => written(&inner.expr),
        Expr::Group(inner) => written(&inner.expr),
        Expr::Reference(reference) => written(&reference.expr),
        Expr::Path(path) => Some(path::segments(&path.path).join("::")),
        Expr::Field(field) => Some(format!("{}.{}", written(&field.base)?, member(&field.member))),
        Expr::Index(index) => Some(format!("{}[{}]", written(&index.expr)?, written(&index.index)?)),
        Expr::Call(call) => Some(format!("{}({})", written(&call.func)?, list(&call.args)?)),
        Expr::MethodCall(call) if operations::advances(&call.method.to_string()) => None,
        Expr::MethodCall(call) => Some(format!("{}.{}({})", written(&call.receiver)?, call.method, list(&call.args)?)),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => Some(number.base10_digits().to_owned()),
            Lit::Str(text) => Some(format!("{:?}", text.value())),
            Lit::Bool(value) => Some(value.value.to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn member(member: &Member) -> String {
    match member {
        Member::Named(name) => name.to_string(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

fn list<'e>(values: impl IntoIterator<Item = &'e Expr>) -> Option<String> {
    let values: Option<Vec<String>> = values.into_iter().map(written).collect();
    values.map(|values| values.join(","))
}
