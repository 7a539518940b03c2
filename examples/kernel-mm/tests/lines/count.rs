//! The lines of one function or structure.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{LineColumn, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Field, FieldValue, ImplItemFn, Item, Member, Stmt, UseTree};

use crate::names::{is_attribute, is_reference, is_slot, is_word};

#[derive(Clone, Copy, Default)]
pub(crate) struct Lines {
    /// Without mmref, nothing of them would be left.
    pub(crate) added: usize,
    /// Without mmref, something would be left.
    pub(crate) changed: usize,
    /// Those of the added lines that are attributes.
    pub(crate) attributes: usize,
}

pub(crate) fn of_item(item: &Item) -> Lines {
    let mut pieces = Pieces::default();
    pieces.visit_item(item);
    pieces.lines(item.to_token_stream())
}

pub(crate) fn of_method(method: &ImplItemFn) -> Lines {
    let mut pieces = Pieces::default();
    pieces.visit_impl_item_fn(method);
    pieces.lines(method.to_token_stream())
}

/// The ranges that contain only mmref's code.
#[derive(Default)]
struct Pieces {
    all: Vec<(LineColumn, LineColumn)>,
    /// The lines that attributes begin on.
    attributes: BTreeSet<usize>,
}

impl Pieces {
    fn add(&mut self, piece: impl ToTokens) {
        let mut tokens = Vec::new();
        flatten(piece.to_token_stream(), &mut tokens);
        if let (Some((first, _)), Some((last, _))) = (tokens.first(), tokens.last()) {
            self.all.push((first.start(), last.end()));
        }
    }

    fn covers(&self, span: Span) -> bool {
        self.all.iter().any(|(start, end)| *start <= span.start() && span.end() <= *end)
    }

    /// Visits all words and brackets, line by line.
    fn lines(&self, item: TokenStream) -> Lines {
        let mut tokens = Vec::new();
        flatten(item, &mut tokens);
        let mut lines = BTreeMap::<usize, Line>::new();
        for (span, word) in tokens {
            let line = lines.entry(span.start().line).or_default();
            let covered = self.covers(span);
            line.ours |= covered || word.is_some_and(|word| is_word(&word));
            line.others |= !covered;
        }
        let count = |others| lines.values().filter(|line| line.ours && line.others == others).count();
        let attribute = |(number, line): &(&usize, &Line)| !line.others && self.attributes.contains(number);
        Lines { added: count(false), changed: count(true), attributes: lines.iter().filter(attribute).count() }
    }
}

/// What is on a line: something of mmref's, or something else.
#[derive(Default)]
struct Line {
    ours: bool,
    others: bool,
}

/// Words, numbers and brackets. Commas, colons and comments alone do not make a line.
fn flatten(tokens: TokenStream, all: &mut Vec<(Span, Option<String>)>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                all.push((group.span_open(), None));
                flatten(group.stream(), all);
                all.push((group.span_close(), None));
            }
            TokenTree::Ident(ident) => all.push((ident.span(), Some(ident.to_string()))),
            TokenTree::Literal(literal) => all.push((literal.span(), None)),
            TokenTree::Punct(_) => {}
        }
    }
}

impl<'ast> Visit<'ast> for Pieces {
    /// An import of mmref only; a class; a static slot.
    fn visit_item(&mut self, item: &'ast Item) {
        let whole = match item {
            Item::Use(import) => is_import(&import.tree),
            Item::Struct(item) => item.attrs.iter().any(is_class),
            Item::Static(item) => is_slot(&item.ty),
            _ => false,
        };
        if whole {
            self.add(item);
        }
        visit::visit_item(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if is_attribute(attribute) {
            self.add(attribute);
            self.attributes.insert(attribute.span().start().line);
        }
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if is_slot(&field.ty) {
            self.add(&field.ident);
            self.add(&field.ty);
            self.add(&field.vis);
        }
        visit::visit_field(self, field);
    }

    fn visit_field_value(&mut self, value: &'ast FieldValue) {
        if matches!(&value.member, Member::Named(name) if is_reference(&name.to_string())) {
            self.add(value);
        }
        visit::visit_field_value(self, value);
    }

    fn visit_stmt(&mut self, stmt: &'ast Stmt) {
        if is_bookkeeping(stmt) {
            self.add(stmt);
        }
        visit::visit_stmt(self, stmt);
    }
}

fn is_import(tree: &UseTree) -> bool {
    match tree {
        UseTree::Path(path) => path.ident == "mmref" || is_import(&path.tree),
        UseTree::Group(group) => group.items.iter().all(is_import),
        UseTree::Name(name) => is_word(&name.ident.to_string()),
        UseTree::Rename(_) | UseTree::Glob(_) => false,
    }
}

/// `#[derive(RefClass)]`
fn is_class(attribute: &Attribute) -> bool {
    attribute.path().is_ident("derive") && attribute.to_token_stream().to_string().contains("RefClass")
}

/// Makes a slot, moves a reference, or decides which one to move.
fn is_bookkeeping(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Macro(call) => call.mac.path.is_ident("MM_REF"),
        Stmt::Expr(expr, _) => moves(expr),
        Stmt::Local(local) => {
            local.init.as_ref().is_some_and(|init| matches!(&*init.expr, Expr::Macro(_)) && moves(&init.expr))
        }
        Stmt::Item(_) => false,
    }
}

fn moves(expr: &Expr) -> bool {
    match expr {
        Expr::Macro(call) => call.mac.path.is_ident("MM_REF"),
        Expr::Call(call) => {
            matches!(&*call.func, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "move_ref"))
        }
        Expr::MethodCall(call) => call.method == "store" && call.args.iter().all(names_reference),
        Expr::If(branch) => {
            let otherwise = branch.else_branch.as_ref().is_none_or(|(_, other)| moves(other));
            otherwise && branch.then_branch.stmts.iter().all(is_bookkeeping)
        }
        Expr::Block(block) => block.block.stmts.iter().all(is_bookkeeping),
        _ => false,
    }
}

/// Whether an argument is a reference: `mm_ref`, or `task.mm_ref.take()`.
fn names_reference(expr: &Expr) -> bool {
    match expr {
        Expr::Path(path) => path.path.get_ident().is_some_and(|name| is_reference(&name.to_string())),
        Expr::Field(field) => matches!(&field.member, Member::Named(name) if is_reference(&name.to_string())),
        Expr::MethodCall(call) => call.method == "take" && names_reference(&call.receiver),
        _ => false,
    }
}
