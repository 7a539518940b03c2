//! The visitor that finds the facts of one function.

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Arm, Expr, ExprAsync, ExprCall, ExprClosure, ExprForLoop, ExprIf, ExprLet, ExprLoop, ExprMethodCall, ExprReturn,
    ExprStruct, ExprWhile, File, FnArg, Ident, Item, Local, Macro, Member, Pat, PatIdent, Stmt, Token, Type,
};

use super::facts::*;
use super::fields::Fields;
use super::roles::{self, Role, Roles, type_text};
use super::{FunctionSyntax, SourceFile, inside, slots, visit_functions};

/// The facts of every function of a file.
pub(super) fn functions(file: &File, module: &str, roles: &Roles, fields: &Fields) -> Vec<Function> {
    let mut functions = Vec::new();
    visit_functions(file, &mut |syntax| functions.push(read(&syntax, module, roles, fields)));
    functions.sort_by_key(|function| function.span.start);
    functions
}

/// A function that names no error of its own fails like another one with the same type of error.
pub(super) fn share_errors(files: &mut [SourceFile]) {
    let functions = || files.iter().flat_map(|file| &file.functions);
    let known: Vec<(Output, String)> =
        functions().filter_map(|function| Some((function.output.clone(), function.error.clone()?))).collect();
    for function in files.iter_mut().flat_map(|file| &mut file.functions) {
        if let (None, Output::Result { error: wanted, .. }) = (&function.error, &function.output) {
            let same = known.iter().find(|(it, _)| matches!(it, Output::Result { error, .. } if error == wanted));
            function.error = same.map(|(_, error)| error.clone());
        }
    }
}

fn read(syntax: &FunctionSyntax<'_>, module: &str, roles: &Roles, fields: &Fields) -> Function {
    let body = syntax.block.span().byte_range();
    let function = Function {
        path: inside(module, &syntax.path),
        span: syntax.span.clone(),
        body: body.clone(),
        output: roles::output(&syntax.signature.output),
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
    /// The end of each scope around.
    scopes: Vec<usize>,
    function: Function,
}

impl Reader<'_> {
    fn parameters(&mut self, syntax: &FunctionSyntax<'_>) {
        let visible = self.function.body.clone();
        for reference in roles::references(syntax.attributes) {
            let kind = SlotKind::Parameter(reference.mode);
            let slot = Slot {
                text: reference.name,
                class: Some(reference.class),
                kind,
                class_span: None,
                visible: visible.clone(),
            };
            self.function.slots.push(slot);
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
            self.function.bindings.push(Binding { name: "self".to_owned(), ty: None, visible });
        }
    }

    /// A parameter of type `MmRef<C>` that is written out.
    fn explicit_reference(&mut self, name: &str, ty: &str) {
        let Some((before, class)) = ty.strip_suffix('>').and_then(|ty| ty.split_once("MmRef<")) else { return };
        let mode = match before.trim_end_matches("mmref::") {
            "" => Mode::Releases,
            "&mut" | "&mut " => Mode::Acquires,
            "&" => Mode::Requires,
            _ => return,
        };
        let visible = self.function.body.clone();
        let kind = SlotKind::Parameter(mode);
        let (text, class) = (name.to_owned(), Some(class.to_owned()));
        self.function.slots.push(Slot { text, class, kind, class_span: None, visible });
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

    /// `let moved = slot.take();` makes a local of a slot.
    fn bind_slot(&mut self, local: &Local) {
        let (Pat::Ident(pattern), Some(init)) = (&local.pat, &local.init) else { return };
        let Expr::MethodCall(call) = &*init.expr else { return };
        if let Some(from) = self.taken(call) {
            let class = self.class_of(&from, pattern.span().byte_range().start);
            let visible = self.visible(local.span().byte_range().end);
            let slot = Slot { text: pattern.ident.to_string(), class, kind: SlotKind::Local, class_span: None, visible };
            self.function.slots.push(slot);
        }
    }

    /// The slot that a `.take()` empties.
    fn taken(&self, call: &ExprMethodCall) -> Option<String> {
        let slot = slots::place(&call.receiver).filter(|_| slots::is_take(call))?;
        self.is_slot(&slot, call.span().byte_range().start).then_some(slot)
    }

    fn is_slot(&self, text: &str, at: usize) -> bool {
        self.function.slot_at(text, at).is_some() || slots::is_field(text, self.fields)
    }

    fn class_of(&self, slot: &str, at: usize) -> Option<String> {
        let known = self.function.slot_at(slot, at).and_then(|slot| slot.class.clone());
        known.or_else(|| self.fields.class(slot.rsplit_once('.')?.1))
    }

    /// The type of the object that an acquiring call inside of `expression` gives.
    fn object_type(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Try(it) => self.object_type(&it.expr),
            Expr::MethodCall(it) if self.roles.find(&it.method.to_string(), it.args.len(), true).is_none() => {
                self.object_type(&it.receiver)
            }
            Expr::MethodCall(it) => self.roles.find(&it.method.to_string(), it.args.len(), true)?.output.payload().map(str::to_owned),
            Expr::Call(it) => {
                let Expr::Path(path) = &*it.func else { return None };
                let name = path.path.segments.last()?.ident.to_string();
                self.roles.find(&name, it.args.len(), false)?.output.payload().map(str::to_owned)
            }
            _ => None,
        }
    }

    fn exit(&mut self, value: &Expr) {
        if let Expr::Call(call) = value
            && is_named(&call.func, "Err")
            && let Some(error) = call.args.first()
        {
            self.error(error);
        }
        let text = value.to_token_stream().to_string();
        let is_failure = text == "None" || text == "false" || text.starts_with("Err ") || text.contains("null");
        let plain = matches!(value, Expr::Call(_) | Expr::Path(_) | Expr::Lit(_) | Expr::MethodCall(_));
        if plain {
            let span = value.span().byte_range();
            self.function.exits.push(Exit { span, value: text, is_success: !is_failure });
        }
    }

    /// A value that a function fails with, if it can be written anywhere.
    fn error(&mut self, error: &Expr) {
        let constant = match error {
            Expr::Path(path) => path.path.segments.len() > 1 || is_upper(&path.path.to_token_stream().to_string()),
            Expr::Unary(unary) => is_upper(&unary.expr.to_token_stream().to_string()),
            Expr::Lit(_) => true,
            _ => false,
        };
        if constant && self.function.error.is_none() {
            self.function.error = Some(error.to_token_stream().to_string().replace(" :: ", "::"));
        }
    }

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

    fn record(&mut self, span: Span, name: Span, callee: Callee, arguments: Vec<Span>, references: Vec<Passed>, output: Output) {
        self.function.calls.push(Call { span, name, callee, arguments, references, output });
    }

    /// What mmref's own functions do.
    fn builtin(&self, name: &str, owner: Option<&str>, arguments: &[&Expr]) -> Option<(Callee, Vec<Passed>, Output)> {
        let last = |mode| arguments.last().map(|argument| vec![self.passed(argument, mode, None)]);
        let is_reference = arguments.last().and_then(|it| slots::place(it)).is_some_and(|slot| {
            self.is_slot(&slot, arguments.last().map_or(0, |it| it.span().byte_range().start))
        });
        match (owner, name, arguments.len()) {
            (Some("mmref"), "get", 2) => Some((Callee::Get, last(Mode::Acquires)?, Output::Unit)),
            (Some("mmref"), "try_get", 2) => Some((Callee::TryGet, last(Mode::Acquires)?, Output::Bool)),
            (Some("mmref"), "put", 2) => Some((Callee::Put, last(Mode::Releases)?, Output::Bool)),
            (_, "move_ref", 2) => {
                let from = self.passed(arguments[0], Mode::Releases, None);
                Some((Callee::MoveRef, vec![from, self.passed(arguments[1], Mode::Acquires, None)], Output::Unit))
            }
            (Some("RefCount"), "new", 1) => Some((Callee::New, last(Mode::Acquires)?, Output::Other("RefCount".into()))),
            (Some("."), "get", 1) if is_reference => Some((Callee::Get, last(Mode::Acquires)?, Output::Unit)),
            (Some("."), "try_get", 1) if is_reference => Some((Callee::TryGet, last(Mode::Acquires)?, Output::Bool)),
            (Some("."), "put", 1) if is_reference => Some((Callee::Put, last(Mode::Releases)?, Output::Bool)),
            (Some("."), "store", 1) if is_reference => Some((Callee::Store, last(Mode::Releases)?, Output::Unit)),
            _ => None,
        }
    }

    fn call(&mut self, call: &ExprCall) {
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

    fn method(&mut self, call: &ExprMethodCall) {
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

    /// `MM_REF!(name: Class);`
    fn slot_macro(&mut self, mac: &Macro, end: usize) {
        if let Some((name, class)) = declared(mac) {
            let class_span = class.as_ref().map(|class| class.span().byte_range());
            let class = class.as_ref().map(type_text);
            let visible = self.visible(end);
            self.function.slots.push(Slot { text: name.to_string(), class, kind: SlotKind::Local, class_span, visible });
        }
    }
}

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
                let slot = slots::place(&value.expr).filter(|slot| self.is_slot(slot, span.start));
                let value = value.expr.span().byte_range();
                self.function.literals.push(FieldValue { owner: owner.clone(), field, span, value, slot });
            }
        }
        visit::visit_expr_struct(self, it);
    }

    /// The arguments of `write!` and its like are expressions; what is not is left alone.
    fn visit_macro(&mut self, mac: &'ast Macro) {
        type Arguments = Punctuated<Expr, Token![,]>;
        if let Ok(arguments) = mac.parse_body_with(Arguments::parse_terminated) {
            arguments.iter().for_each(|argument| Visit::visit_expr(self, argument));
        }
    }
}

#[derive(Default)]
struct Names(Vec<String>);

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

fn statement((index, statement): (usize, &Stmt), block: &syn::Block) -> Statement {
    let mut names = Names::default();
    match statement {
        Stmt::Local(local) => names.visit_pat(&local.pat),
        Stmt::Macro(it) => names.0.extend(declared(&it.mac).map(|(name, _)| name.to_string())),
        Stmt::Item(_) | Stmt::Expr(..) => {}
    }
    let is_tail = index + 1 == block.stmts.len() && matches!(statement, Stmt::Expr(_, None));
    Statement { span: statement.span().byte_range(), binds: names.0, is_tail }
}

/// The name and the class that `MM_REF!` declares.
fn declared(mac: &Macro) -> Option<(Ident, Option<Type>)> {
    if mac.path.segments.last()?.ident != "MM_REF" {
        return None;
    }
    let parse = |input: ParseStream<'_>| {
        let name = input.parse()?;
        let class = if input.parse::<Option<Token![:]>>()?.is_some() { Some(input.parse()?) } else { None };
        Ok((name, class))
    };
    mac.parse_body_with(parse).ok()
}

fn is_named(expression: &Expr, name: &str) -> bool {
    matches!(expression, Expr::Path(path) if path.path.is_ident(name))
}

fn is_upper(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}
