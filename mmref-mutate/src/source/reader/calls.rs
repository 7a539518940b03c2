//! Calls that do something with references.

use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprMethodCall};

use super::Reader;
use crate::source::facts::{Call, Callee, Mode, Output, Passed, Span, Take};
use crate::source::roles::Role;
use crate::source::slots;

impl Reader<'_> {
    fn passed(&self, argument: &Expr, mode: Mode, class: Option<String>) -> Passed {
        let span = argument.span().byte_range();
        let slot = slots::place(argument);
        let class = class.or_else(|| self.class_of(slot.as_deref()?, span.start));
        Passed { span, slot, mode, class }
    }

    fn annotated(&self, role: &Role, receiver: Option<&Expr>, arguments: &[&Expr]) -> (Vec<Span>, Vec<Passed>) {
        let (plain, references) = arguments.split_at(arguments.len() - role.references.len());
        let plain = receiver.into_iter().chain(plain.iter().copied()).map(|it| it.span().byte_range()).collect();
        let pairs = references.iter().zip(&role.references);
        let passed = pairs.map(|(argument, it)| self.passed(argument, it.mode, Some(it.class.clone())));
        (plain, passed.collect())
    }

    fn record(
        &mut self,
        span: Span,
        name: Span,
        callee: Callee,
        arguments: Vec<Span>,
        references: Vec<Passed>,
        output: Output,
    ) {
        self.function.calls.push(Call { span, name, callee, arguments, references, output });
    }

    /// What mmref's own functions do.
    fn builtin(&self, name: &str, owner: Option<&str>, arguments: &[&Expr]) -> Option<(Callee, Vec<Passed>, Output)> {
        let last = |mode| arguments.last().map(|argument| vec![self.passed(argument, mode, None)]);
        let is_reference = arguments
            .last()
            .and_then(|it| slots::place(it))
            .is_some_and(|slot| self.is_slot(&slot, arguments.last().map_or(0, |it| it.span().byte_range().start)));
        match (owner, name, arguments.len()) {
            (Some("mmref"), "get", 2) => Some((Callee::Get, last(Mode::Acquires)?, Output::Unit)),
            (Some("mmref"), "try_get", 2) => Some((Callee::TryGet, last(Mode::Acquires)?, Output::Bool)),
            (Some("mmref"), "put", 2) => Some((Callee::Put, last(Mode::Releases)?, Output::Bool)),
            (_, "move_ref", 2) => {
                let from = self.passed(arguments[0], Mode::Releases, None);
                Some((Callee::MoveRef, vec![from, self.passed(arguments[1], Mode::Acquires, None)], Output::Unit))
            }
            (Some("RefCount"), "new", 1) => {
                Some((Callee::New, last(Mode::Acquires)?, Output::Other("RefCount".into())))
            }
            (Some("."), "get", 1) if is_reference => Some((Callee::Get, last(Mode::Acquires)?, Output::Unit)),
            (Some("."), "try_get", 1) if is_reference => Some((Callee::TryGet, last(Mode::Acquires)?, Output::Bool)),
            (Some("."), "put", 1) if is_reference => Some((Callee::Put, last(Mode::Releases)?, Output::Bool)),
            (Some("."), "store", 1) if is_reference => Some((Callee::Store, last(Mode::Releases)?, Output::Unit)),
            _ => None,
        }
    }

    pub(super) fn call(&mut self, call: &ExprCall) {
        let Expr::Path(path) = &*call.func else { return };
        let segments: Vec<_> = path.path.segments.iter().map(|segment| &segment.ident).collect();
        let [.., name] = segments.as_slice() else { return };
        let owner = segments.len().checked_sub(2).map(|at| segments[at].to_string());
        let arguments: Vec<&Expr> = call.args.iter().collect();
        let (span, name_span, name) = (call.span().byte_range(), name.span().byte_range(), name.to_string());
        if let Some((callee, references, output)) = self.builtin(&name, owner.as_deref(), &arguments) {
            let plain = arguments.len() - references.len();
            let plain = arguments[..plain].iter().map(|it| it.span().byte_range()).collect();
            self.record(span, name_span, callee, plain, references, output);
        } else if let Some(role) = self.roles.find(&name, arguments.len(), false) {
            let output = role.output.clone();
            let (plain, references) = self.annotated(role, None, &arguments);
            self.record(span, name_span, Callee::Annotated(name), plain, references, output);
        }
    }

    pub(super) fn method(&mut self, call: &ExprMethodCall) {
        let arguments: Vec<&Expr> = call.args.iter().collect();
        let name = call.method.to_string();
        let (span, name_span) = (call.span().byte_range(), call.method.span().byte_range());
        if let Some(slot) = self.taken(call) {
            self.function.takes.push(Take { span, slot });
        } else if let Some((callee, references, output)) = self.builtin(&name, Some("."), &arguments) {
            self.record(span, name_span, callee, vec![call.receiver.span().byte_range()], references, output);
        } else if let Some(role) = self.roles.find(&name, arguments.len(), true) {
            let output = role.output.clone();
            let (plain, references) = self.annotated(role, Some(&call.receiver), &arguments);
            self.record(span, name_span, Callee::Annotated(name), plain, references, output);
        }
        if call.method == "ok_or"
            && let Some(error) = call.args.first()
        {
            self.error(error);
        }
    }
}

/// `mmget` of `crate::mm::mmget(mm, mm_ref)`
pub(super) fn name(call: &ExprCall) -> Option<String> {
    let Expr::Path(path) = &*call.func else { return None };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}
