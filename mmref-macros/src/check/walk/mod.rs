//! The walk over a body: statements and blocks here, everything else in the files beside this one.

mod bind;
mod branch;
mod call;
mod conditions;
mod counting;
mod ends;
mod expression;
mod field;
mod macros;
mod names;
mod repeat;

use std::collections::BTreeMap;
use std::rc::Rc;

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Block, Expr, FnArg, Stmt};

use super::data::{
    Checked, Checkup, Known, Observations, Point, Register, Role, Scope, Scopes, Slot, Sorted, State, States, Told,
    Typestate, Value, plain, telling,
};
use crate::args::waive;
use crate::model::{Exit, Mode};
use crate::syntax::attributes::{self, has_cfg};
use crate::syntax::node::Node;
use crate::syntax::{macros as known_macros, pattern};

/// With more states than this, nothing is reported for the function.
const MOST_STATES: usize = 400;

/// Checks the paths of one function.
pub(crate) fn check(function: &Checked<'_>) -> Checkup {
    Walker::new(function).run()
}

/// What is known during the walk over one body.
struct Walker<'a> {
    function: &'a Checked<'a>,
    scopes: Scopes,
    register: Register,
    observations: Observations,
    targets: Vec<repeat::Target>,
    /// References whose state depends on a condition that was just tested and may be the same as an earlier one.
    contested: Sorted<Slot>,
    /// What is known of conditions at this point.
    known: Known,
    too_much: bool,
    /// Every `#[mmref::waive]` on a statement that was walked.
    waives: BTreeMap<Node, Span>,
    /// Values of expressions that have been evaluated and not yet used.
    waiting: Vec<Value>,
    parsed: BTreeMap<Node, Option<Rc<macros::Parsed>>>,
}

impl<'a> Walker<'a> {
    fn new(function: &'a Checked<'a>) -> Self {
        Self {
            function,
            scopes: Scopes::default(),
            register: Register::default(),
            observations: Observations::default(),
            targets: Vec::new(),
            contested: Sorted::new(),
            known: Known::default(),
            too_much: false,
            waives: BTreeMap::new(),
            waiting: Vec::new(),
            parsed: BTreeMap::new(),
        }
    }

    fn run(mut self) -> Checkup {
        let state = self.parameters();
        let block = self.function.block;
        let told = self.block(block, States::from([state]));
        let place = Point::at_token(block, block.brace_token.span.close());
        self.leave(&told, 0, Exit::End, place);
        let value = match block.stmts.last() {
            Some(Stmt::Expr(value, None)) => Point::of(value),
            _ => place,
        };
        self.keep_promises(told, Exit::End, value);
        if self.too_much {
            return Checkup::default();
        }
        let silencing = self.observations.silencing();
        let idle = self.waives.iter().filter(|(node, _)| !silencing.contains(node));
        let idle_waives = idle.map(|(_, span)| *span).collect();
        Checkup { findings: self.observations.into_findings(&self.register), idle_waives }
    }

    fn parameters(&mut self) -> State {
        let mut state = State::default();
        self.scopes.enter();
        let function = self.function;
        for input in &function.signature.inputs {
            let FnArg::Typed(typed) = input else { continue };
            for name in pattern::variables(&typed.pat) {
                self.bind_var(name, true);
            }
        }
        for (name, mode) in &function.references {
            let (role, typestate) = match mode {
                Mode::Acquires => (Role::Acquired, Typestate::Idle),
                Mode::Releases => (Role::Released, Typestate::Held(self.register.event(Point::of(name)))),
                Mode::Requires => continue,
            };
            let slot = self.declare(name, name, role);
            state.set(slot, typestate);
        }
        state
    }

    fn bounded(&mut self, states: &States) {
        self.too_much |= states.len() > MOST_STATES;
    }

    /// Runs the statements in a scope of their own, and checks its references when it ends.
    fn block(&mut self, block: &Block, states: States) -> Told {
        let end = Point::at_token(block, block.brace_token.span.close());
        self.scoped(end, |walker| walker.statements(&block.stmts, states))
    }

    /// Runs something in a scope of its own that ends at `end`.
    fn scoped(&mut self, end: Point<'_>, run: impl FnOnce(&mut Self) -> Told) -> Told {
        self.scopes.enter();
        let told = run(self);
        let depth = self.scopes.depth() - 1;
        self.leave(&told, depth, Exit::End, end);
        let left = self.scopes.leave();
        self.outside(told, &[left])
    }

    /// Forgets what belongs to scopes that have ended.
    fn outside(&self, told: Told, left: &[Scope]) -> Told {
        told.each(|(state, value)| {
            left.iter().for_each(|scope| self.forget(scope, state));
            self.settle(state, *value);
        })
    }

    /// Forgets the acquires that nothing is a witness of: not the state, this value, or a value that waits to be used.
    fn settle(&self, state: &mut State, value: Value) {
        match self.waiting.as_slice() {
            [] => state.settle(&[value]),
            waiting => state.settle(&[waiting, &[value]].concat()),
        }
    }

    /// Runs something while a value is waiting to be used.
    fn waiting<T>(&mut self, value: Value, run: impl FnOnce(&mut Self) -> T) -> T {
        self.waiting.push(value);
        let done = run(self);
        self.waiting.pop();
        done
    }

    /// Forgets the names of a scope that has ended.
    fn forget(&self, scope: &Scope, state: &mut State) {
        for slot in scope.slots() {
            state.slots.remove(slot);
            state.doubtful.remove(slot);
            state.kept.retain(|(_, by)| by != Some(slot));
        }
        for var in scope.vars() {
            self.forget_fields(var, state);
            state.facts.remove(var);
            state.dead.remove(var);
            state.kept.retain(|(object, _)| object != var);
        }
    }

    fn statements(&mut self, statements: &[Stmt], mut states: States) -> Told {
        let Some((last, others)) = statements.split_last() else { return telling(states, Value::Unknown) };
        for statement in others {
            let told = self.statement(statement, states);
            states = plain(self.agreed(told)).distinct();
            self.bounded(&states);
            if self.too_much {
                return Told::new();
            }
        }
        let told = self.statement(last, states);
        match last {
            Stmt::Expr(_, None) => told,
            Stmt::Macro(statement) if statement.semi_token.is_none() => told,
            _ => telling(plain(told), Value::Unknown),
        }
    }

    /// A statement, with its waived rules.
    fn statement(&mut self, statement: &Stmt, states: States) -> Told {
        if states.is_empty() {
            self.bind_dead(statement);
            return Told::new();
        }
        let waives = waive::on(attributes::of_statement(statement));
        let node = Node::of(statement);
        for waived in &waives {
            self.observations.waive(waived.rule, node);
            self.waives.insert(node, waived.span);
        }
        let told = self.waived_statement(statement, states);
        waives.iter().for_each(|_| self.observations.unwaive());
        told
    }

    fn waived_statement(&mut self, statement: &Stmt, states: States) -> Told {
        match statement {
            Stmt::Item(_) => telling(states, Value::Unknown),
            Stmt::Local(local) => telling(self.local(local, states), Value::Unknown),
            Stmt::Expr(expression, _) if is_conditional(expression) => {
                telling(self.escape(expression.to_token_stream(), states), Value::Unknown)
            }
            Stmt::Expr(expression, None) => self.expression(expression, states),
            Stmt::Expr(expression, Some(_)) => self.discarded(expression, states),
            Stmt::Macro(statement) => match known_macros::declared(&statement.mac) {
                Some(name) => {
                    let typestate = if has_cfg(&statement.attrs) { Typestate::Escaped } else { Typestate::Idle };
                    telling(self.declare_local(statement, &name, states, typestate), Value::Unknown)
                }
                None if has_cfg(&statement.attrs) => {
                    telling(self.escape(statement.mac.tokens.clone(), states), Value::Unknown)
                }
                None => self.macro_call(&statement.mac, statement, states),
            },
        }
    }

    /// Unreachable code still shadows names.
    fn bind_dead(&mut self, statement: &Stmt) {
        if let Stmt::Local(local) = statement {
            self.bind_all(&local.pat);
        }
    }
}

/// Whether the expression may be compiled out.
fn is_conditional(expression: &Expr) -> bool {
    has_cfg(attributes::of_expression(expression))
}

#[cfg(test)]
#[path = "tests/walk.rs"]
mod tests;
