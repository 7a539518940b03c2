//! Calls that do something with references.

use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprMethodCall, Ident};

use super::Reader;
use crate::source::facts::{Call, Callee, Mode, Output, Passed, Span, Take};
use crate::source::{names, slots};

/// A call, of a function or of a method.
struct Called<'e> {
    span: Span,
    name: &'e Ident,
    /// The path before the name: `RefCount` of `mmref::RefCount::new`.
    owner: Option<String>,
    receiver: Option<&'e Expr>,
    arguments: Vec<&'e Expr>,
}

impl Reader<'_> {
    pub(super) fn call(&mut self, call: &ExprCall) {
        let Expr::Path(path) = &*call.func else { return };
        let mut segments = path.path.segments.iter().rev();
        let Some(name) = segments.next() else { return };
        let owner = segments.next().map(|owner| owner.ident.to_string());
        let (span, arguments) = (call.span().byte_range(), call.args.iter().collect());
        self.record(&Called { span, name: &name.ident, owner, receiver: None, arguments });
    }

    pub(super) fn method(&mut self, call: &ExprMethodCall) {
        let span = call.span().byte_range();
        if let Some(slot) = self.taken(call) {
            return self.function.takes.push(Take { span, slot });
        }
        if let (true, Some(error)) = (call.method == "ok_or", call.args.first()) {
            self.error(error);
        }
        let (receiver, arguments) = (Some(&*call.receiver), call.args.iter().collect());
        self.record(&Called { span, name: &call.method, owner: None, receiver, arguments });
    }

    fn record(&mut self, called: &Called<'_>) {
        let call = self.builtin(called).or_else(|| self.annotated(called));
        self.function.calls.extend(call);
    }

    /// The effects of mmref's own functions.
    fn builtin(&self, called: &Called<'_>) -> Option<Call> {
        let name = called.name.to_string();
        let of_count = called.receiver.is_some() && self.takes_a_slot(called);
        let of_mmref = called.owner.as_deref() == Some(names::CRATE) && called.arguments.len() == 2;
        let filling = [Mode::Acquires].as_slice();
        let (callee, modes, output) = match &*name {
            names::GET if of_mmref || of_count => (Callee::Get, filling, Output::Unit),
            names::TRY_GET if of_mmref || of_count => (Callee::TryGet, filling, Output::Bool),
            names::PUT if of_mmref || of_count => (Callee::Put, [Mode::Releases].as_slice(), Output::Bool),
            names::STORE if of_count => (Callee::Store, [Mode::Releases].as_slice(), Output::Unit),
            names::MOVE if called.arguments.len() == 2 => {
                (Callee::MoveRef, [Mode::Releases, Mode::Acquires].as_slice(), Output::Unit)
            }
            names::NEW if called.owner.as_deref() == Some(names::COUNT) && called.arguments.len() == 1 => {
                (Callee::New, filling, Output::Other(names::COUNT.to_owned()))
            }
            _ => return None,
        };
        let references: Vec<_> = modes.iter().map(|mode| (*mode, None)).collect();
        Some(self.with_references(called, callee, &references, output))
    }

    /// A method whose one argument is a slot: `map.get(&key)` is something else.
    fn takes_a_slot(&self, called: &Called<'_>) -> bool {
        let [argument] = called.arguments.as_slice() else { return false };
        slots::place(argument).is_some_and(|slot| self.is_slot(&slot, called.span.start))
    }

    fn annotated(&self, called: &Called<'_>) -> Option<Call> {
        let name = called.name.to_string();
        let role = self.roles.find(&name, called.arguments.len(), called.receiver.is_some())?;
        let references: Vec<_> = role.references.iter().map(|it| (it.mode, Some(it.class.clone()))).collect();
        Some(self.with_references(called, Callee::Annotated(name), &references, role.output.clone()))
    }

    /// The references are the last arguments.
    fn with_references(
        &self,
        called: &Called<'_>,
        callee: Callee,
        references: &[(Mode, Option<String>)],
        output: Output,
    ) -> Call {
        let (plain, last) = called.arguments.split_at(called.arguments.len() - references.len());
        let plain = called.receiver.into_iter().chain(plain.iter().copied());
        let passed = last.iter().zip(references).map(|(it, (mode, class))| self.passed(it, *mode, class.clone()));
        Call {
            span: called.span.clone(),
            name: called.name.span().byte_range(),
            callee,
            arguments: plain.map(|it| it.span().byte_range()).collect(),
            references: passed.collect(),
            output,
        }
    }

    fn passed(&self, argument: &Expr, mode: Mode, class: Option<String>) -> Passed {
        let span = argument.span().byte_range();
        let slot = slots::place(argument);
        let class = class.or_else(|| self.class_of(slot.as_deref()?, span.start));
        Passed { span, slot, mode, class }
    }
}

/// `mmget` of `crate::mm::mmget(mm, mm_ref)`
pub(super) fn name(call: &ExprCall) -> Option<String> {
    let Expr::Path(path) = &*call.func else { return None };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}
