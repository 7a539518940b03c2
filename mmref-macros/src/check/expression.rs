//! Expressions, in the order of evaluation.

use quote::ToTokens;
use syn::{
    BinOp, Expr, ExprAssign, ExprBlock, ExprPath, ExprReference, ExprReturn, ExprTry, ExprUnary, Lit, Type, UnOp,
};

use super::about::doubted;
use super::field::innermost;
use super::observe::Place;
use super::register::Role;
use super::scope::Binding;
use super::walk::{Walker, has_cfg};
use super::world::{Slot, State, Told, Value, Var, Worlds, forgetting, plain, telling, unknown};
use super::{Exit, Fault, Rule, macros};

impl Walker<'_> {
    pub(super) fn expression(&mut self, expression: &Expr, worlds: Worlds) -> Told {
        self.bounded(&worlds);
        if worlds.is_empty() || self.too_much {
            return Told::new();
        }
        let is_discarded = std::mem::take(&mut self.is_discarded);
        match expression {
            Expr::Paren(inner) => self.expression(&inner.expr, worlds),
            Expr::Group(inner) => self.expression(&inner.expr, worlds),
            Expr::Await(inner) => self.expression(&inner.base, worlds),
            Expr::Cast(cast) if matches!(*cast.ty, Type::Ptr(_)) => self.address(&cast.expr, worlds),
            Expr::Cast(inner) => self.expression(&inner.expr, worlds),
            Expr::Lit(literal) => match &literal.lit {
                Lit::Bool(value) => telling(worlds, Value::Bool(value.value)),
                _ => telling(worlds, Value::Unknown),
            },
            Expr::Path(path) => {
                let worlds = self.touched(expression, worlds);
                self.path(path, expression, worlds)
            }
            Expr::Reference(reference) => self.reference(reference, worlds),
            Expr::Unary(unary) => self.unary(unary, worlds),
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) => self.truth(expression, worlds),
            Expr::Let(_) => self.truth(expression, worlds),
            Expr::Binary(binary) => self.binary(binary, worlds),
            Expr::Assign(assignment) => self.assignment(assignment, worlds),
            Expr::Call(call) => self.call(call, is_discarded, worlds),
            Expr::MethodCall(call) => self.method_call(call, is_discarded, worlds),
            Expr::Macro(mac) => self.macro_call(&mac.mac, mac, worlds),
            Expr::Field(field) => {
                let worlds = self.touched(expression, worlds);
                self.part_of(&field.base, worlds)
            }
            Expr::Index(index) => {
                let worlds = self.touched(&index.expr, worlds);
                let worlds = plain(self.part_of(&index.expr, worlds));
                unknown(self.expression(&index.index, worlds))
            }
            Expr::Struct(structure) => {
                let fields = structure.fields.iter().map(|field| &field.expr);
                telling(self.stored(fields.chain(structure.rest.as_deref()), worlds), Value::Unknown)
            }
            Expr::Tuple(tuple) => telling(self.stored(&tuple.elems, worlds), Value::Unknown),
            Expr::Array(array) => telling(self.stored(&array.elems, worlds), Value::Unknown),
            Expr::Repeat(repeat) => telling(self.stored([&*repeat.expr], worlds), Value::Unknown),
            Expr::Range(range) => {
                let ends = [&range.start, &range.end].into_iter().flatten().map(|end| &**end);
                telling(self.stored(ends, worlds), Value::Unknown)
            }
            Expr::If(branch) => self.if_expression(branch, worlds),
            Expr::Match(branches) => self.match_expression(branches, worlds),
            Expr::Loop(repeated) => self.endless_loop(repeated, worlds),
            Expr::While(repeated) => self.while_loop(repeated, worlds),
            Expr::ForLoop(repeated) => self.for_loop(repeated, worlds),
            Expr::Block(block) => self.block_expression(block, worlds),
            Expr::Unsafe(block) => self.block(&block.block, worlds),
            Expr::Return(written) => self.return_expression(written, worlds),
            Expr::Break(written) => {
                self.break_expression(written, worlds);
                Told::new()
            }
            Expr::Continue(written) => {
                self.continue_expression(written, worlds);
                Told::new()
            }
            Expr::Try(question) => self.question(question, worlds),
            // A closure or an async block runs at another time; the rest is nothing that we know.
            _ => telling(self.escape(expression.to_token_stream(), worlds), Value::Unknown),
        }
    }

    /// A condition as a value.
    fn truth(&mut self, expression: &Expr, worlds: Worlds) -> Told {
        let (yes, no) = self.condition(expression, worlds);
        let mut told = telling(yes, Value::Bool(true));
        told.extend(telling(no, Value::Bool(false)));
        told
    }

    fn path(&mut self, path: &ExprPath, expression: &Expr, worlds: Worlds) -> Told {
        match self.named(expression) {
            Some(Binding::Slot(slot)) => telling(self.moved(slot, worlds), Value::Unknown),
            Some(Binding::Var(var)) => {
                self.used(var, &worlds, Place::of(expression));
                told_by(var, worlds)
            }
            None if path.path.segments.last().is_some_and(|last| last.ident == "None") => {
                telling(worlds, Value::Success(false))
            }
            None => telling(worlds, Value::Unknown),
        }
    }

    /// Something of which only the address is looked at.
    pub(super) fn address(&mut self, expression: &Expr, worlds: Worlds) -> Told {
        match self.named(expression) {
            Some(Binding::Var(var)) => told_by(var, worlds),
            _ => self.expression(expression, worlds),
        }
    }

    /// A bare mention moves the reference away; an acquiring function's own `&mut` is lent, who knows what for.
    fn moved(&mut self, slot: Slot, worlds: Worlds) -> Worlds {
        let acquired = self.role(slot) == Role::Acquired;
        worlds.each(|world| {
            let objects = world.objects_of(slot);
            world.kept.extend(objects.into_iter().map(|object| (object, None)));
            let gone = if acquired || world.state(slot) == State::Escaped { State::Escaped } else { State::Gone };
            world.set(slot, gone);
        })
    }

    /// An object is used: its last reference must not have been given up.
    pub(super) fn used(&mut self, var: Var, worlds: &Worlds, place: Place<'_>) {
        let of = Binding::Var(var);
        for world in worlds {
            if world.dead.contains(var) {
                self.observations.wrong(Rule::C9, of, place, Fault::UsedAfter, None);
            } else {
                self.observations.fine(Rule::C9, of, place);
            }
        }
    }

    fn reference(&mut self, reference: &ExprReference, worlds: Worlds) -> Told {
        match (self.named(&reference.expr), reference.mutability) {
            (Some(Binding::Slot(_)), None) => telling(worlds, Value::Unknown),
            (Some(_), Some(_)) => telling(self.escape(reference.expr.to_token_stream(), worlds), Value::Unknown),
            _ => self.expression(&reference.expr, worlds),
        }
    }

    fn unary(&mut self, unary: &ExprUnary, worlds: Worlds) -> Told {
        match unary.op {
            UnOp::Not(_) => self.expression(&unary.expr, worlds).each(|(_, value)| *value = value.not()),
            // `*mm_ref` is the acquiring function's own reference, not a move of the `&mut`.
            UnOp::Deref(_) if self.slot_named(&unary.expr).is_some() => {
                telling(self.escape(unary.expr.to_token_stream(), worlds), Value::Unknown)
            }
            _ => self.expression(&unary.expr, worlds),
        }
    }

    fn binary(&mut self, binary: &syn::ExprBinary, worlds: Worlds) -> Told {
        let worlds = plain(unknown(self.expression(&binary.left, worlds)));
        let told = unknown(self.expression(&binary.right, worlds));
        match self.named(&binary.left) {
            Some(Binding::Var(var)) if is_compound(&binary.op) => learned(unknown(told), var),
            _ => told,
        }
    }

    /// The base of a field or index, which is looked at and not moved.
    pub(super) fn part_of(&mut self, base: &Expr, worlds: Worlds) -> Told {
        match self.named(base) {
            Some(Binding::Slot(_)) => telling(worlds, Value::Unknown),
            _ => match innermost(base) {
                Some((path, expression)) => unknown(self.path(path, expression, worlds)),
                None => unknown(self.expression(base, worlds)),
            },
        }
    }

    /// Values that go into a structure: witnesses are lost, and references are moved.
    pub(super) fn stored<'e>(&mut self, values: impl IntoIterator<Item = &'e Expr>, worlds: Worlds) -> Worlds {
        values.into_iter().fold(worlds, |worlds, value| forgetting(self.expression(value, worlds)))
    }

    fn assignment(&mut self, assignment: &ExprAssign, worlds: Worlds) -> Told {
        let worlds = match self.named(&assignment.left) {
            Some(Binding::Slot(slot)) => self.overwritten(slot, assignment, worlds),
            Some(Binding::Var(var)) => {
                let told = self.expression(&assignment.right, worlds);
                let fields = self.overlapping(&assignment.left);
                let told = told.each(|(world, _)| fields.iter().for_each(|field| world.hide(*field)));
                self.assigned_anew(&assignment.left, &assignment.right);
                return learned(told, var);
            }
            None if matches!(*assignment.left, Expr::Infer(_)) => {
                self.is_discarded = true;
                forgetting(self.expression(&assignment.right, worlds))
            }
            None => {
                let worlds = self.stored([&*assignment.right], worlds);
                plain(self.place_expression(&assignment.left, worlds))
            }
        };
        telling(worlds, Value::Unknown)
    }

    /// What stands left of `=`: its parts are looked at.
    fn place_expression(&mut self, left: &Expr, worlds: Worlds) -> Told {
        match left {
            Expr::Tuple(_) | Expr::Array(_) | Expr::Struct(_) | Expr::Call(_) => {
                telling(self.escape(left.to_token_stream(), worlds), Value::Unknown)
            }
            other => self.expression(other, worlds),
        }
    }

    /// `slot = …`: what the slot held is dropped.
    fn overwritten(&mut self, slot: Slot, assignment: &ExprAssign, worlds: Worlds) -> Worlds {
        let moved = self.reference_moved_by(&assignment.right);
        let new = macros::is_new_reference(&assignment.right);
        let worlds = if moved.is_some() || new { worlds } else { self.stored([&*assignment.right], worlds) };
        let at = Place::at_part(assignment, &assignment.left);
        self.refilled(slot, &worlds, at, Fault::Overwritten);
        worlds.each(|world| match (moved, new) {
            (Some((from, _)), _) if from == slot => world.set(slot, State::Escaped),
            (Some((from, left)), _) => world.transfer(from, slot, left),
            (None, true) => world.set(slot, State::Idle),
            (None, false) => world.set(slot, State::Escaped),
        })
    }

    /// A slot is filled or overwritten that must not be held.
    pub(super) fn refilled(&mut self, slot: Slot, worlds: &Worlds, place: Place<'_>, fault: Fault) {
        let of = Binding::Slot(slot);
        for world in worlds.iter().filter(|world| !world.doubtful.contains(slot)) {
            match world.state(slot) {
                State::Held(event) => self.observations.wrong(Rule::C7, of, place, fault, Some(event)),
                State::Idle | State::Gone | State::Escaped => self.observations.fine(Rule::C7, of, place),
            }
        }
    }

    fn block_expression(&mut self, block: &ExprBlock, worlds: Worlds) -> Told {
        if has_cfg(&block.attrs) {
            return telling(self.escape(block.to_token_stream(), worlds), Value::Unknown);
        }
        match &block.label {
            Some(label) => self.labelled_block(label, &block.block, worlds),
            None => self.block(&block.block, worlds),
        }
    }

    fn return_expression(&mut self, written: &ExprReturn, worlds: Worlds) -> Told {
        let told = match &written.expr {
            Some(value) => self.expression(value, worlds),
            None => telling(worlds, Value::Unknown),
        };
        self.leave_function(told, Exit::Return, Place::at_token(written, written.return_token.span));
        Told::new()
    }

    fn question(&mut self, question: &ExprTry, worlds: Worlds) -> Told {
        let told = self.expression(&question.expr, worlds);
        let at = Place::at_token(question, question.question_token.span);
        let (told, before) = self.looked_into(&question.expr, told);
        let (mut goes_on, mut leaves) = (Told::new(), Told::new());
        for (world, value) in told {
            match value {
                Value::OfField(event, _) => {
                    let given = Value::OfField(event, None);
                    goes_on.insert((doubted(world.clone().by_field(value, true), before, value, true), given));
                    leaves.insert((doubted(world.by_field(value, false), before, value, false), value));
                }
                Value::Outcome(event) => {
                    goes_on.extend(world.clone().decide(event, true).map(|world| (world, Value::Object(event))));
                    leaves.extend(world.decide(event, false).map(|world| (world, value)));
                }
                Value::Success(true) => goes_on.insert((world, Value::Unknown)),
                Value::Success(false) => leaves.insert((world, value)),
                _ => {
                    goes_on.insert((doubted(world.clone(), before, value, true), Value::Unknown));
                    leaves.insert((doubted(world, before, value, false), value));
                }
            }
        }
        self.leave_function(leaves, Exit::Question, at);
        goes_on
    }
}

fn told_by(var: Var, worlds: Worlds) -> Told {
    telling(worlds, Value::Unknown).each(|(world, value)| *value = world.fact(var))
}

pub(super) fn is_compound(op: &BinOp) -> bool {
    !matches!(
        op,
        BinOp::Add(_)
            | BinOp::Sub(_)
            | BinOp::Mul(_)
            | BinOp::Div(_)
            | BinOp::Rem(_)
            | BinOp::And(_)
            | BinOp::Or(_)
            | BinOp::BitXor(_)
            | BinOp::BitAnd(_)
            | BinOp::BitOr(_)
            | BinOp::Shl(_)
            | BinOp::Shr(_)
            | BinOp::Eq(_)
            | BinOp::Lt(_)
            | BinOp::Le(_)
            | BinOp::Ne(_)
            | BinOp::Ge(_)
            | BinOp::Gt(_)
    )
}

/// What was told goes into a variable.
fn learned(told: Told, var: Var) -> Told {
    told.each(|(world, value)| {
        world.learn(var, *value);
        *value = Value::Unknown;
    })
}
