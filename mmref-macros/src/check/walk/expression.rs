//! Expressions, in the order of evaluation.

use quote::ToTokens;
use syn::{
    BinOp, Expr, ExprAssign, ExprBlock, ExprPath, ExprReference, ExprReturn, ExprTry, ExprUnary, Lit, Type, UnOp,
};

use super::Walker;
use super::conditions::doubted;
use super::field::innermost;
use crate::check::data::{
    Binding, Point, Role, Slot, States, Told, Typestate, Value, Var, forgetting, plain, telling, unknown,
};
use crate::model::{Exit, Fault, Rule};
use crate::syntax::attributes::has_cfg;
use crate::syntax::operations::is_compound;
use crate::syntax::{macros, path};

impl Walker<'_> {
    pub(super) fn expression(&mut self, expression: &Expr, states: States) -> Told {
        self.evaluated(expression, false, states)
    }

    /// An expression whose value is not used.
    pub(super) fn discarded(&mut self, expression: &Expr, states: States) -> Told {
        self.evaluated(expression, true, states)
    }

    fn evaluated(&mut self, expression: &Expr, is_discarded: bool, states: States) -> Told {
        self.bounded(&states);
        if states.is_empty() || self.too_much {
            return Told::new();
        }
        match expression {
            Expr::Paren(inner) => self.expression(&inner.expr, states),
            Expr::Group(inner) => self.expression(&inner.expr, states),
            Expr::Await(inner) => self.expression(&inner.base, states),
            Expr::Cast(cast) if matches!(*cast.ty, Type::Ptr(_)) => self.address(&cast.expr, states),
            Expr::Cast(inner) => self.expression(&inner.expr, states),
            Expr::Lit(literal) => match &literal.lit {
                Lit::Bool(value) => telling(states, Value::Bool(value.value)),
                _ => telling(states, Value::Unknown),
            },
            Expr::Path(path) => {
                let states = self.touched(expression, states);
                self.path(path, expression, states)
            }
            Expr::Reference(reference) => self.reference(reference, states),
            Expr::Unary(unary) => self.unary(unary, states),
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) => self.truth(expression, states),
            Expr::Let(_) => self.truth(expression, states),
            Expr::Binary(binary) => self.binary(binary, states),
            Expr::Assign(assignment) => self.assignment(assignment, states),
            Expr::Call(call) => self.call(call, is_discarded, states),
            Expr::MethodCall(call) => self.method_call(call, is_discarded, states),
            Expr::Macro(mac) => self.macro_call(&mac.mac, mac, states),
            Expr::Field(field) => {
                let states = self.touched(expression, states);
                self.part_of(&field.base, states)
            }
            Expr::Index(index) => {
                let states = self.touched(&index.expr, states);
                let states = plain(self.part_of(&index.expr, states));
                unknown(self.expression(&index.index, states))
            }
            Expr::Struct(structure) => {
                let fields = structure.fields.iter().map(|field| &field.expr);
                telling(self.stored(fields.chain(structure.rest.as_deref()), states), Value::Unknown)
            }
            Expr::Tuple(tuple) => telling(self.stored(&tuple.elems, states), Value::Unknown),
            Expr::Array(array) => telling(self.stored(&array.elems, states), Value::Unknown),
            Expr::Repeat(repeat) => telling(self.stored([&*repeat.expr], states), Value::Unknown),
            Expr::Range(range) => {
                let ends = [&range.start, &range.end].into_iter().flatten().map(|end| &**end);
                telling(self.stored(ends, states), Value::Unknown)
            }
            Expr::If(branch) => self.if_expression(branch, states),
            Expr::Match(branches) => self.match_expression(branches, states),
            Expr::Loop(repeated) => self.endless_loop(repeated, states),
            Expr::While(repeated) => self.while_loop(repeated, states),
            Expr::ForLoop(repeated) => self.for_loop(repeated, states),
            Expr::Block(block) => self.block_expression(block, states),
            Expr::Unsafe(block) => self.block(&block.block, states),
            Expr::Return(written) => self.return_expression(written, states),
            Expr::Break(written) => {
                self.break_expression(written, states);
                Told::new()
            }
            Expr::Continue(written) => {
                self.continue_expression(written, states);
                Told::new()
            }
            Expr::Try(question) => self.question(question, states),
            // A closure or an async block runs at another time; any other expression is unknown.
            _ => telling(self.escape(expression.to_token_stream(), states), Value::Unknown),
        }
    }

    /// A condition as a value.
    fn truth(&mut self, expression: &Expr, states: States) -> Told {
        let (yes, no) = self.condition(expression, states);
        let mut told = telling(yes, Value::Bool(true));
        told.extend(telling(no, Value::Bool(false)));
        told
    }

    fn path(&mut self, written: &ExprPath, expression: &Expr, states: States) -> Told {
        match self.named(expression) {
            Some(Binding::Slot(slot)) => telling(self.moved(slot, states), Value::Unknown),
            Some(Binding::Var(var)) => {
                self.used(var, &states, Point::of(expression));
                told_by(var, states)
            }
            None if path::ends_in(&written.path, &["None"]) => telling(states, Value::Success(false)),
            None => telling(states, Value::Unknown),
        }
    }

    /// An expression of which only the address is used.
    pub(super) fn address(&mut self, expression: &Expr, states: States) -> Told {
        match self.named(expression) {
            Some(Binding::Var(var)) => told_by(var, states),
            _ => self.expression(expression, states),
        }
    }

    /// A bare mention moves the reference away; an acquiring function's own `&mut` is lent for an unknown purpose.
    fn moved(&mut self, slot: Slot, states: States) -> States {
        let acquired = self.role(slot) == Role::Acquired;
        states.each(|state| {
            let objects = state.objects_of(slot);
            state.kept.extend(objects.into_iter().map(|object| (object, None)));
            let gone = if acquired || state.typestate(slot) == Typestate::Escaped {
                Typestate::Escaped
            } else {
                Typestate::Gone
            };
            state.set(slot, gone);
        })
    }

    /// An object is used: its last reference must not have been given up.
    pub(super) fn used(&mut self, var: Var, states: &States, place: Point<'_>) {
        let of = Binding::Var(var);
        for state in states {
            if state.dead.contains(var) {
                self.observations.wrong(Rule::C9, of, place, Fault::UsedAfter, None);
            } else {
                self.observations.fine(Rule::C9, of, place);
            }
        }
    }

    fn reference(&mut self, reference: &ExprReference, states: States) -> Told {
        match (self.named(&reference.expr), reference.mutability) {
            (Some(Binding::Slot(_)), None) => telling(states, Value::Unknown),
            (Some(_), Some(_)) => telling(self.escape(reference.expr.to_token_stream(), states), Value::Unknown),
            _ => self.expression(&reference.expr, states),
        }
    }

    fn unary(&mut self, unary: &ExprUnary, states: States) -> Told {
        match unary.op {
            UnOp::Not(_) => self.expression(&unary.expr, states).each(|(_, value)| *value = value.not()),
            // `*mm_ref` is the acquiring function's own reference, not a move of the `&mut`.
            UnOp::Deref(_) if self.slot_named(&unary.expr).is_some() => {
                telling(self.escape(unary.expr.to_token_stream(), states), Value::Unknown)
            }
            _ => self.expression(&unary.expr, states),
        }
    }

    fn binary(&mut self, binary: &syn::ExprBinary, states: States) -> Told {
        let states = plain(unknown(self.expression(&binary.left, states)));
        let told = unknown(self.expression(&binary.right, states));
        match self.named(&binary.left) {
            Some(Binding::Var(var)) if is_compound(&binary.op) => learned(unknown(told), var),
            _ => told,
        }
    }

    /// The base of a field or index, which is read and not moved.
    pub(super) fn part_of(&mut self, base: &Expr, states: States) -> Told {
        match self.named(base) {
            Some(Binding::Slot(_)) => telling(states, Value::Unknown),
            _ => match innermost(base) {
                Some((path, expression)) => unknown(self.path(path, expression, states)),
                None => unknown(self.expression(base, states)),
            },
        }
    }

    /// Values that go into a structure: outcomes are no longer followed, and references are moved.
    pub(super) fn stored<'e>(&mut self, values: impl IntoIterator<Item = &'e Expr>, states: States) -> States {
        values.into_iter().fold(states, |states, value| forgetting(self.expression(value, states)))
    }

    fn assignment(&mut self, assignment: &ExprAssign, states: States) -> Told {
        let states = match self.named(&assignment.left) {
            Some(Binding::Slot(slot)) => self.overwritten(slot, assignment, states),
            Some(Binding::Var(var)) => {
                let told = self.expression(&assignment.right, states);
                let fields = self.overlapping(&assignment.left);
                let told = told.each(|(state, _)| fields.iter().for_each(|field| state.hide(*field)));
                self.assigned_anew(&assignment.left, &assignment.right);
                return learned(told, var);
            }
            None if matches!(*assignment.left, Expr::Infer(_)) => forgetting(self.discarded(&assignment.right, states)),
            None => {
                let states = self.stored([&*assignment.right], states);
                plain(self.place_expression(&assignment.left, states))
            }
        };
        telling(states, Value::Unknown)
    }

    /// The left side of `=`: its parts are evaluated.
    fn place_expression(&mut self, left: &Expr, states: States) -> Told {
        match left {
            Expr::Tuple(_) | Expr::Array(_) | Expr::Struct(_) | Expr::Call(_) => {
                telling(self.escape(left.to_token_stream(), states), Value::Unknown)
            }
            other => self.expression(other, states),
        }
    }

    /// `slot = …`: the old content of the slot is dropped.
    fn overwritten(&mut self, slot: Slot, assignment: &ExprAssign, states: States) -> States {
        let moved = self.reference_moved_by(&assignment.right);
        let new = macros::is_new_reference(&assignment.right);
        let states = if moved.is_some() || new { states } else { self.stored([&*assignment.right], states) };
        let at = Point::at_part(assignment, &assignment.left);
        self.refilled(slot, &states, at, Fault::Overwritten);
        states.each(|state| match (moved, new) {
            (Some((from, _)), _) if from == slot => state.set(slot, Typestate::Escaped),
            (Some((from, left)), _) => state.transfer(from, slot, left),
            (None, true) => state.set(slot, Typestate::Idle),
            (None, false) => state.set(slot, Typestate::Escaped),
        })
    }

    /// A slot is filled or overwritten, and must not be held.
    pub(super) fn refilled(&mut self, slot: Slot, states: &States, place: Point<'_>, fault: Fault) {
        let of = Binding::Slot(slot);
        for state in states.iter().filter(|state| !state.doubtful.contains(slot)) {
            match state.typestate(slot) {
                Typestate::Held(event) => self.observations.wrong(Rule::C7, of, place, fault, Some(event)),
                Typestate::Idle | Typestate::Gone | Typestate::Escaped => self.observations.fine(Rule::C7, of, place),
            }
        }
    }

    fn block_expression(&mut self, block: &ExprBlock, states: States) -> Told {
        if has_cfg(&block.attrs) {
            return telling(self.escape(block.to_token_stream(), states), Value::Unknown);
        }
        match &block.label {
            Some(label) => self.labelled_block(label, &block.block, states),
            None => self.block(&block.block, states),
        }
    }

    fn return_expression(&mut self, written: &ExprReturn, states: States) -> Told {
        let told = match &written.expr {
            Some(value) => self.expression(value, states),
            None => telling(states, Value::Unknown),
        };
        self.leave_function(told, Exit::Return, Point::at_token(written, written.return_token.span));
        Told::new()
    }

    fn question(&mut self, question: &ExprTry, states: States) -> Told {
        let told = self.expression(&question.expr, states);
        let at = Point::at_token(question, question.question_token.span);
        let (told, before) = self.looked_into(&question.expr, told);
        let (mut goes_on, mut leaves) = (Told::new(), Told::new());
        for (state, value) in told {
            match value {
                Value::OfField(event, _) => {
                    let given = Value::OfField(event, None);
                    goes_on.insert((doubted(state.clone().by_field(value, true), before, value, true), given));
                    leaves.insert((doubted(state.by_field(value, false), before, value, false), value));
                }
                Value::Outcome(event) => {
                    goes_on.extend(state.clone().decide(event, true).map(|state| (state, Value::Object(event))));
                    leaves.extend(state.decide(event, false).map(|state| (state, value)));
                }
                Value::Success(true) => goes_on.insert((state, Value::Unknown)),
                Value::Success(false) => leaves.insert((state, value)),
                _ => {
                    goes_on.insert((doubted(state.clone(), before, value, true), Value::Unknown));
                    leaves.insert((doubted(state, before, value, false), value));
                }
            }
        }
        self.leave_function(leaves, Exit::Question, at);
        goes_on
    }
}

fn told_by(var: Var, states: States) -> Told {
    telling(states, Value::Unknown).each(|(state, value)| *value = state.fact(var))
}

/// The value goes into a variable.
fn learned(told: Told, var: Var) -> Told {
    told.each(|(state, value)| {
        state.learn(var, *value);
        *value = Value::Unknown;
    })
}
