//! The visitor that finds the facts of one function.

mod calls;
mod exits;
mod patterns;
mod visit;

use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Expr, ExprMethodCall, File, FnArg, Local, Macro, Pat, Stmt};

use super::facts::{Binding, Function, Mode, Origin, Slot, SlotKind, Span};
use super::fields::Fields;
use super::roles::{self, Roles};
use super::types::{output, type_text};
use super::{FunctionSyntax, inside, names, slots, visit_functions};
pub(super) use exits::share_errors;
use patterns::{Names, declared};

/// The facts of every function of a file.
pub(super) fn functions(file: &File, module: &str, roles: &Roles, fields: &Fields) -> Vec<Function> {
    let mut functions = Vec::new();
    visit_functions(file, &mut |syntax| functions.push(read(&syntax, module, roles, fields)));
    functions.sort_by_key(|function| function.span.start);
    functions
}

fn read(syntax: &FunctionSyntax<'_>, module: &str, roles: &Roles, fields: &Fields) -> Function {
    let body = syntax.block.span().byte_range();
    let function = Function {
        path: inside(module, &syntax.path),
        span: syntax.span.clone(),
        body: body.clone(),
        output: output(&syntax.signature.output),
        slots: Vec::new(),
        bindings: Vec::new(),
        blocks: Vec::new(),
        loops: Vec::new(),
        closures: Vec::new(),
        ifs: Vec::new(),
        calls: Vec::new(),
        takes: Vec::new(),
        literals: Vec::new(),
        exits: Vec::new(),
        error: None,
    };
    let mut reader = Reader { roles, fields, self_type: syntax.self_type.clone(), scopes: vec![body.end], function };
    reader.parameters(syntax);
    reader.visit_block(syntax.block);
    if let Some(Stmt::Expr(tail, None)) = syntax.block.stmts.last() {
        reader.exit(tail);
    }
    reader.function
}

struct Reader<'a> {
    roles: &'a Roles,
    fields: &'a Fields,
    self_type: Option<String>,
    /// The ends of the enclosing scopes.
    scopes: Vec<usize>,
    function: Function,
}

impl Reader<'_> {
    fn parameters(&mut self, syntax: &FunctionSyntax<'_>) {
        let visible = self.function.body.clone();
        for reference in roles::references(syntax.attributes).expect("`Roles` has read the same attributes") {
            let kind = SlotKind::Parameter(reference.mode);
            self.function.slots.push(Slot::new(reference.name, Some(reference.class), kind, visible.clone()));
        }
        for input in &syntax.signature.inputs {
            if let FnArg::Typed(typed) = input
                && let Pat::Ident(pattern) = &*typed.pat
            {
                let (name, ty) = (pattern.ident.to_string(), type_text(&typed.ty));
                self.explicit_reference(&name, &ty);
                self.function.bindings.push(Binding { name, ty: Some(ty), visible: visible.clone() });
            }
        }
        if syntax.signature.receiver().is_some() {
            let (name, ty) = ("self".to_owned(), syntax.self_type.clone());
            self.function.bindings.push(Binding { name, ty, visible });
        }
    }

    /// A parameter of type `MmRef<C>` that is written out.
    fn explicit_reference(&mut self, name: &str, ty: &str) {
        let Some((before, class)) = ty.strip_suffix('>').and_then(|ty| names::split_holder(ty, names::REFERENCE))
        else {
            return;
        };
        let mode = match before.trim_end_matches("::").trim_end_matches(names::CRATE) {
            "" => Mode::Releases,
            "&mut" | "&mut " => Mode::Acquires,
            "&" => Mode::Requires,
            _ => return,
        };
        let visible = self.function.body.clone();
        let class = Some(class.to_owned());
        self.function.slots.push(Slot::new(name.to_owned(), class, SlotKind::Parameter(mode), visible));
    }

    fn visible(&self, from: usize) -> Span {
        from..*self.scopes.last().expect("the body is a scope")
    }

    fn within(&mut self, end: usize, visit: impl FnOnce(&mut Self)) {
        self.scopes.push(end);
        visit(self);
        self.scopes.pop();
    }

    fn bind(&mut self, pattern: &Pat, from: usize, ty: Option<String>) {
        let mut names = Names::default();
        names.visit_pat(pattern);
        let single = names.0.len() == 1;
        for name in names.0 {
            let visible = self.visible(from);
            self.function.bindings.push(Binding { name, ty: ty.clone().filter(|_| single), visible });
        }
    }

    /// `let moved = slot.take();` makes a local of a slot, and so does a function that returns a reference.
    fn bind_slot(&mut self, local: &Local) {
        let (Pat::Ident(pattern), Some(init)) = (&local.pat, &local.init) else { return };
        let Some((origin, class)) = self.origin(&init.expr) else { return };
        let visible = self.visible(local.span().byte_range().end);
        let slot = Slot::new(pattern.ident.to_string(), class, SlotKind::Local, visible);
        self.function.slots.push(Slot { origin, ..slot });
    }

    fn origin(&self, value: &Expr) -> Option<(Origin, Option<String>)> {
        let called = match value {
            Expr::MethodCall(call) => match self.taken(call) {
                Some(from) => {
                    let class = self.class_of(&from, call.span().byte_range().start);
                    return Some((Origin::Taken(from), class));
                }
                None => call.method.to_string(),
            },
            Expr::Macro(it) if patterns::is_slot_macro(&it.mac) => return Some((Origin::Own, None)),
            Expr::Call(call) => calls::name(call)?,
            _ => return None,
        };
        let class = self.roles.returned(&called)?.to_owned();
        Some((Origin::Returned(called), Some(class)))
    }

    /// The slot that a `.take()` empties.
    fn taken(&self, call: &ExprMethodCall) -> Option<String> {
        let slot = slots::guarded_place(&call.receiver).filter(|_| slots::is_take(call))?;
        self.is_slot(&slot, call.span().byte_range().start).then_some(slot)
    }

    fn is_slot(&self, text: &str, at: usize) -> bool {
        self.function.slot_at(text, at).is_some() || slots::is_field(text, self.fields)
    }

    /// The slot that an expression contains.
    fn slot_inside(&self, expression: &Expr) -> Option<(String, Span)> {
        let at = expression.span().byte_range().start;
        slots::places(expression).into_iter().find(|(place, _)| self.is_slot(place, at))
    }

    fn class_of(&self, slot: &str, at: usize) -> Option<String> {
        let known = self.function.slot_at(slot, at).and_then(|slot| slot.class.clone());
        known.or_else(|| self.fields.class(slot.rsplit_once('.')?.1))
    }

    /// The type of the object that an acquiring call inside `expression` returns.
    fn object_type(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Try(it) => self.object_type(&it.expr),
            Expr::MethodCall(it) if self.roles.find(&it.method.to_string(), it.args.len(), true).is_none() => {
                self.object_type(&it.receiver)
            }
            Expr::MethodCall(it) => {
                self.roles.find(&it.method.to_string(), it.args.len(), true)?.output.payload().map(str::to_owned)
            }
            Expr::Call(it) => {
                self.roles.find(&calls::name(it)?, it.args.len(), false)?.output.payload().map(str::to_owned)
            }
            _ => None,
        }
    }

    /// `MM_REF!(name: Class);`
    fn slot_macro(&mut self, mac: &Macro, end: usize) {
        if let Some((name, class)) = declared(mac) {
            let class_span = class.as_ref().map(|class| class.span().byte_range());
            let class = class.as_ref().map(type_text);
            let visible = self.visible(end);
            let slot = Slot::new(name.to_string(), class, SlotKind::Local, visible);
            self.function.slots.push(Slot { class_span, ..slot });
        }
    }
}
