//! Where each statement and block end stands in the text of a body.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::Visit;

use super::body::{Block, Function, Stmt};
use super::lower::source;
use super::trace::Site;

/// A body as text and syntax, with the lines of both.
pub(super) struct Printed {
    pub(super) source: String,
    pub(super) function: syn::ItemFn,
    lines: BTreeMap<Site, usize>,
}

impl Printed {
    pub(super) fn new(function: &Function) -> Self {
        let (body, source) = (&function.body, source(function));
        let function: syn::ItemFn = syn::parse_str(&source).expect("what prettyplease prints is syntax");
        let mut lines = BTreeMap::new();
        locate(body, &function.block, &mut lines);
        let result = match function.block.stmts.last() {
            Some(syn::Stmt::Expr(result, None)) => result.span().start().line,
            _ => lines[&Site::end(body)],
        };
        lines.insert(Site::Result, result);
        Self { source, function, lines }
    }

    /// The line of a statement, or of the closing brace of a block.
    pub(super) fn line(&self, site: Site) -> usize {
        self.lines.get(&site).copied().unwrap_or_default()
    }
}

fn locate(body: &Block, printed: &syn::Block, lines: &mut BTreeMap<Site, usize>) {
    lines.insert(Site::end(body), printed.brace_token.span.close().start().line);
    let is_block = matches!(printed.stmts.first(), Some(syn::Stmt::Expr(syn::Expr::Block(_), _)));
    if let ([Stmt::Block { label: None, body }], false) = (&body[..], is_block) {
        // A block that is alone in the block of a match arm is printed as that block.
        return locate(body, printed, lines);
    }
    for (stmt, printed) in body.iter().zip(&printed.stmts) {
        let mut inside = Inside::default();
        inside.visit_stmt(printed);
        locate_inside(stmt, printed.span(), &inside, lines);
    }
}

fn locate_inside(stmt: &Stmt, span: Span, inside: &Inside<'_>, lines: &mut BTreeMap<Site, usize>) {
    lines.insert(Site::statement(stmt), span.start().line);
    for (body, printed) in stmt.blocks().into_iter().zip(&inside.0) {
        match (printed, &body[..]) {
            (Printing::Block(printed), _) => locate(body, printed, lines),
            (Printing::Arm(printed), [stmt]) => {
                let stmt = only_statement(stmt);
                let mut inside = Inside::default();
                inside.visit_expr(printed);
                locate_inside(stmt, printed.span(), &inside, lines);
            }
            (Printing::Arm(_), _) => {}
        }
    }
}

/// A statement that is alone in a block without a label is printed without the block as a match arm.
fn only_statement(stmt: &Stmt) -> &Stmt {
    match stmt {
        Stmt::Block { label: None, body } if body.len() == 1 => only_statement(&body[0]),
        stmt => stmt,
    }
}

/// The blocks directly inside a statement, in the order of the text.
#[derive(Default)]
struct Inside<'a>(Vec<Printing<'a>>);

enum Printing<'a> {
    Block(&'a syn::Block),
    /// A match arm that is a single statement has no braces.
    Arm(&'a syn::Expr),
}

impl<'a> Visit<'a> for Inside<'a> {
    fn visit_block(&mut self, block: &'a syn::Block) {
        self.0.push(Printing::Block(block));
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        match &*arm.body {
            syn::Expr::Block(syn::ExprBlock { label: None, block, .. }) => self.visit_block(block),
            other => self.0.push(Printing::Arm(other)),
        }
    }
}
