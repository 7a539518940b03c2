//! Operators and methods that change their operand, or certainly do not.

use syn::BinOp;

/// `+=` and the like.
pub(crate) fn is_compound(op: &BinOp) -> bool {
    !matches!(
        op,
        BinOp::Add(_)
            | BinOp::Sub(_)
            | BinOp::Mul(_)
            | BinOp::Div(_)
            | BinOp::Rem(_)
            | BinOp::And(_)
            | BinOp::Or(_)
            | BinOp::BitXor(_)
            | BinOp::BitAnd(_)
            | BinOp::BitOr(_)
            | BinOp::Shl(_)
            | BinOp::Shr(_)
            | BinOp::Eq(_)
            | BinOp::Lt(_)
            | BinOp::Le(_)
            | BinOp::Ne(_)
            | BinOp::Ge(_)
            | BinOp::Gt(_)
    )
}

/// `<`, `<=`, `>` and `>=`.
pub(crate) fn is_order(op: &BinOp) -> bool {
    matches!(op, BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_))
}

/// Whether the method takes the next element of an iterator or collection.
pub(crate) fn takes_next(method: &str) -> bool {
    matches!(method, "next" | "next_back" | "pop" | "pop_front" | "pop_back")
}

/// Whether the method may return something else each time, even if nobody else changes its receiver.
pub(crate) fn advances(method: &str) -> bool {
    takes_next(method) || matches!(method, "recv" | "try_recv")
}

/// Whether the method certainly leaves a collection unchanged.
pub(crate) fn only_looks(method: &str) -> bool {
    matches!(method, "len" | "get" | "iter" | "is_empty" | "first" | "last")
}
