//! A question that only a type answers: whether a field that the path checker has found something wrong with is a
//! reference.
//!
//! The argument that passes the field stays as it is. A statement before it, which never runs, does not compile if
//! the field is an `MmRef`, and that error is the finding.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr};

use crate::diag::Doubt;
use crate::model::CratePath;
use crate::syntax::node::Node;

/// Returns whether the block changed. An argument that is not found is inside a macro, and stays as it is.
pub(super) fn ask(doubts: &[Doubt], crate_path: &CratePath, block: &mut Block) -> bool {
    let mut asked = Asked { doubts, crate_path, any: false };
    if !doubts.is_empty() {
        asked.visit_block_mut(block);
    }
    asked.any
}

struct Asked<'a> {
    doubts: &'a [Doubt],
    crate_path: &'a CratePath,
    any: bool,
}

impl VisitMut for Asked<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        let node = Node::of(expression);
        visit_mut::visit_expr_mut(self, expression);
        let Some(doubt) = self.doubts.iter().find(|doubt| doubt.argument == node) else { return };
        let Some(field) = field(expression) else { return };
        *expression = Expr::Verbatim(question(doubt, self.crate_path, field, expression));
        self.any = true;
    }
}

/// The field that an argument passes.
fn field(argument: &Expr) -> Option<&Expr> {
    match argument {
        Expr::Paren(paren) => field(&paren.expr),
        Expr::Reference(reference) => Some(&reference.expr),
        Expr::MethodCall(take) => Some(&take.receiver),
        _ => None,
    }
}

fn question(doubt: &Doubt, crate_path: &CratePath, field: &Expr, argument: &Expr) -> TokenStream {
    let Doubt { message, label, span, .. } = doubt;
    // The error points at this name, whose span is the argument's.
    let kind = Ident::new("kind", *span);
    let look = quote_spanned!(*span=> NotAReference::look(#kind));
    quote_spanned! {Span::mixed_site()=>
        {
            if false {
                #[allow(unused_imports)]
                use #crate_path::__private::{NoReference, OfAnything as _, Probe};
                #[diagnostic::on_unimplemented(message = #message, label = #label)]
                trait NotAReference: ::core::marker::Sized {
                    fn look(self) {}
                }
                #[diagnostic::do_not_recommend]
                impl NotAReference for NoReference {}
                let #kind = (&Probe(&raw const #field)).kind();
                #look;
            }
            #argument
        }
    }
}
