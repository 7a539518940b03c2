//! What statements and patterns bind.

use crate::source::names;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Ident, Macro, PatIdent, Stmt, Token, Type};

use crate::source::facts::Statement;

/// The variables of a pattern.
#[derive(Default)]
pub(super) struct Names(pub(super) Vec<String>);

impl<'ast> Visit<'ast> for Names {
    fn visit_pat_ident(&mut self, it: &'ast PatIdent) {
        // `None` in a pattern looks like a variable.
        let name = it.ident.to_string();
        if !name.starts_with(char::is_uppercase) {
            self.0.push(name);
        }
        visit::visit_pat_ident(self, it);
    }
}

pub(super) fn statement((index, statement): (usize, &Stmt), block: &syn::Block) -> Statement {
    let mut names = Names::default();
    match statement {
        Stmt::Local(local) => names.visit_pat(&local.pat),
        Stmt::Macro(it) => names.0.extend(declared(&it.mac).map(|(name, _)| name.to_string())),
        Stmt::Item(_) | Stmt::Expr(..) => {}
    }
    let is_tail = index + 1 == block.stmts.len() && matches!(statement, Stmt::Expr(_, None));
    Statement { span: statement.span().byte_range(), binds: names.0, is_tail }
}

pub(super) fn is_slot_macro(mac: &Macro) -> bool {
    mac.path.segments.last().is_some_and(|segment| segment.ident == names::SLOT_MACRO)
}

/// The name and the class that `MM_REF!` declares.
pub(super) fn declared(mac: &Macro) -> Option<(Ident, Option<Type>)> {
    if !is_slot_macro(mac) {
        return None;
    }
    let parse = |input: ParseStream<'_>| {
        let name = input.parse()?;
        let class = if input.parse::<Option<Token![:]>>()?.is_some() { Some(input.parse()?) } else { None };
        Ok((name, class))
    };
    mac.parse_body_with(parse).ok()
}
