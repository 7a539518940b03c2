//! Makes a body smaller that still fails in the same way.

use super::body::{Block, Function, Stmt};
use super::legal::is_legal;

/// The smallest body found by deleting statements, or replacing one by its inner block.
pub(super) fn shrink(mut function: Function, same: impl Fn(&Function) -> bool) -> Function {
    let next = |function: &Function| {
        let smaller = smaller(&function.body).into_iter().map(|body| function.with(body));
        smaller.into_iter().find(|smaller| is_legal(smaller) && same(smaller))
    };
    while let Some(smaller) = next(&function) {
        function = smaller;
    }
    function
}

fn smaller(body: &Block) -> Vec<Block> {
    let mut all = vec![];
    for at in 0..body.len() {
        let with = |instead: Block| [&body[..at], &instead[..], &body[at + 1..]].concat();
        all.push(with(vec![]));
        all.extend(body[at].blocks().into_iter().map(|inner| with(inner.clone())));
    }
    for (at, stmt) in body.iter().enumerate() {
        for inner in inner_smaller(stmt) {
            let mut body = body.clone();
            body[at] = inner;
            all.push(body);
        }
    }
    all
}

fn inner_smaller(stmt: &Stmt) -> Vec<Stmt> {
    let mut all = vec![];
    for at in 0..stmt.blocks().len() {
        for block in smaller(stmt.blocks()[at]) {
            let mut stmt = stmt.clone();
            *stmt.blocks_mut()[at] = block;
            all.push(stmt);
        }
    }
    all
}
