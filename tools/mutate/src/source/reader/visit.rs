//! The order in which a body is read, and what is in scope at each point.

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Arm, Expr, ExprAsync, ExprCall, ExprClosure, ExprForLoop, ExprIf, ExprLet, ExprLoop, ExprMethodCall, ExprReturn,
    ExprStruct, ExprWhile, Item, Local, Macro, Member, Pat, Stmt, Token,
};

use super::Reader;
use super::patterns::statement;
use crate::source::facts::{Block, FieldValue, If, Span};
use crate::source::types::type_text;

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_block(&mut self, block: &'ast syn::Block) {
        let span = block.span().byte_range();
        let statements = block.stmts.iter().enumerate().map(|it| statement(it, block)).collect();
        self.function.blocks.push(Block { span: span.clone(), statements });
        self.within(span.end, |it| visit::visit_block(it, block));
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Macro(it) = statement {
            self.slot_macro(&it.mac, it.span().byte_range().end);
        }
        visit::visit_stmt(self, statement);
    }

    fn visit_item(&mut self, _: &'ast Item) {}

    fn visit_local(&mut self, local: &'ast Local) {
        visit::visit_local(self, local);
        let mut ty = local.init.as_ref().and_then(|init| self.object_type(&init.expr));
        let mut pattern = &local.pat;
        if let Pat::Type(typed) = pattern {
            (ty, pattern) = (Some(type_text(&typed.ty)), &typed.pat);
        }
        self.bind(pattern, local.span().byte_range().end, ty);
        self.bind_slot(local);
    }

    fn visit_expr_let(&mut self, it: &'ast ExprLet) {
        visit::visit_expr_let(self, it);
        let ty = self.object_type(&it.expr);
        self.bind(&it.pat, it.span().byte_range().end, ty);
    }

    fn visit_expr_if(&mut self, it: &'ast ExprIf) {
        let condition = it.cond.span().byte_range();
        if it.else_branch.is_none() {
            self.function.ifs.push(If { span: it.span().byte_range(), condition });
        }
        self.within(it.then_branch.span().byte_range().end, |reader| {
            reader.visit_expr(&it.cond);
            reader.visit_block(&it.then_branch);
        });
        if let Some((_, branch)) = &it.else_branch {
            self.visit_expr(branch);
        }
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        self.within(arm.span().byte_range().end, |it| {
            it.bind(&arm.pat, arm.pat.span().byte_range().end, None);
            visit::visit_arm(it, arm);
        });
    }

    fn visit_expr_while(&mut self, it: &'ast ExprWhile) {
        self.function.loops.push(it.body.span().byte_range());
        self.within(it.body.span().byte_range().end, |reader| visit::visit_expr_while(reader, it));
    }

    fn visit_expr_loop(&mut self, it: &'ast ExprLoop) {
        self.function.loops.push(it.body.span().byte_range());
        visit::visit_expr_loop(self, it);
    }

    fn visit_expr_for_loop(&mut self, it: &'ast ExprForLoop) {
        let body = it.body.span().byte_range();
        self.function.loops.push(body.clone());
        self.visit_expr(&it.expr);
        self.within(body.end, |reader| {
            reader.bind(&it.pat, body.start, None);
            reader.visit_block(&it.body);
        });
    }

    fn visit_expr_closure(&mut self, it: &'ast ExprClosure) {
        let body = it.body.span().byte_range();
        self.function.closures.push(body.clone());
        self.within(body.end, |reader| {
            it.inputs.iter().for_each(|input| reader.bind(input, body.start, None));
            reader.visit_expr(&it.body);
        });
    }

    fn visit_expr_async(&mut self, it: &'ast ExprAsync) {
        self.function.closures.push(it.span().byte_range());
        visit::visit_expr_async(self, it);
    }

    fn visit_expr_call(&mut self, it: &'ast ExprCall) {
        self.call(it);
        visit::visit_expr_call(self, it);
    }

    fn visit_expr_method_call(&mut self, it: &'ast ExprMethodCall) {
        self.method(it);
        visit::visit_expr_method_call(self, it);
    }

    fn visit_expr_return(&mut self, it: &'ast ExprReturn) {
        let in_closure = |span: &Span| span.contains(&it.span().byte_range().start);
        if let Some(value) = it.expr.as_ref().filter(|_| !self.function.closures.iter().any(in_closure)) {
            self.exit(value);
        }
        visit::visit_expr_return(self, it);
    }

    fn visit_expr_struct(&mut self, it: &'ast ExprStruct) {
        let name = it.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let owner = if name == "Self" { self.self_type.clone().unwrap_or_default() } else { name };
        for pair in it.fields.pairs() {
            let span = pair.span().byte_range();
            let value = pair.into_value();
            let Member::Named(field) = &value.member else { continue };
            let field = field.to_string();
            if self.fields.named(&field).iter().any(|it| it.owner == owner) {
                let slot = self.slot_inside(&value.expr);
                let value = value.expr.span().byte_range();
                self.function.literals.push(FieldValue { owner: owner.clone(), field, span, value, slot });
            }
        }
        visit::visit_expr_struct(self, it);
    }

    /// The arguments of `write!` and the like are expressions; anything else is skipped.
    fn visit_macro(&mut self, mac: &'ast Macro) {
        type Arguments = Punctuated<Expr, Token![,]>;
        if let Ok(arguments) = mac.parse_body_with(Arguments::parse_terminated) {
            arguments.iter().for_each(|argument| Visit::visit_expr(self, argument));
        }
    }
}
