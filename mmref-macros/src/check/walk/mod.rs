//! Statements and blocks.

use std::collections::BTreeMap;

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Attribute, Block, Expr, FnArg, Stmt};

use super::about::Asked;
use super::observe::{Observations, Point, address};
use super::register::{Register, Role};
use super::scope::Scope;
use super::set::Sorted;
use super::state::{Slot, Typestate, Told, Value, State, States, plain, telling};
use super::{Checked, Checkup, Exit, macros, pattern, waive};
use crate::model::Mode;

/// More states than this are no longer followed: then nothing is said of the function.
const MOST_STATES: usize = 400;

pub(super) struct Walker<'a> {
    pub(super) function: &'a Checked<'a>,
    pub(super) scopes: Vec<Scope>,
    pub(super) register: Register,
    pub(super) observations: Observations,
    pub(super) targets: Vec<super::repeat::Target>,
    /// References about which a condition that was just looked at may be the same as an earlier one.
    pub(super) contested: Sorted<Slot>,
    /// What is known of conditions where we are.
    pub(super) asked: Vec<Asked>,
    pub(super) too_much: bool,
    /// Every `#[mmref::waive]` on a statement that was come by.
    waives: BTreeMap<usize, Span>,
    /// Whether nobody looks at what the next call gives.
    pub(super) is_discarded: bool,
    /// Values of expressions that have been evaluated and not yet used.
    waiting: Vec<Value>,
    pub(super) parsed: BTreeMap<usize, Option<std::rc::Rc<macros::Parsed>>>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(function: &'a Checked<'a>) -> Self {
        Self {
            function,
            scopes: Vec::new(),
            register: Register::default(),
            observations: Observations::default(),
            targets: Vec::new(),
            contested: Sorted::new(),
            asked: Vec::new(),
            too_much: false,
            waives: BTreeMap::new(),
            is_discarded: false,
            waiting: Vec::new(),
            parsed: BTreeMap::new(),
        }
    }

    pub(super) fn run(mut self) -> Checkup {
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
        self.scopes.push(Scope::default());
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

    pub(super) fn bounded(&mut self, states: &States) {
        self.too_much |= states.len() > MOST_STATES;
    }

    /// Runs the statements in a scope of their own, and looks at its references when it ends.
    pub(super) fn block(&mut self, block: &Block, states: States) -> Told {
        let end = Point::at_token(block, block.brace_token.span.close());
        self.scoped(end, |walker| walker.statements(&block.stmts, states))
    }

    /// Runs something in a scope of its own that ends at `end`.
    pub(super) fn scoped(&mut self, end: Point<'_>, run: impl FnOnce(&mut Self) -> Told) -> Told {
        self.scopes.push(Scope::default());
        let told = run(self);
        let depth = self.scopes.len() - 1;
        self.leave(&told, depth, Exit::End, end);
        let left = self.scopes.pop().unwrap_or_default();
        self.outside(told, &[left])
    }

    /// Forgets what only the scopes that are left knew.
    pub(super) fn outside(&self, told: Told, left: &[Scope]) -> Told {
        told.each(|(state, value)| {
            left.iter().for_each(|scope| self.forget(scope, state));
            self.settle(state, *value);
        })
    }

    /// Forgets the acquires that neither the state, nor this value, nor one that somebody waits with tells of.
    pub(super) fn settle(&self, state: &mut State, value: Value) {
        match self.waiting.as_slice() {
            [] => state.settle(&[value]),
            waiting => state.settle(&[waiting, &[value]].concat()),
        }
    }

    /// Runs something while a value waits for what comes of it.
    pub(super) fn waiting<T>(&mut self, value: Value, run: impl FnOnce(&mut Self) -> T) -> T {
        self.waiting.push(value);
        let done = run(self);
        self.waiting.pop();
        done
    }

    /// Forgets the names of a scope that is left.
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

    /// A statement, with what is allowed in it.
    fn statement(&mut self, statement: &Stmt, states: States) -> Told {
        if states.is_empty() {
            self.bind_dead(statement);
            return Told::new();
        }
        let waives = waive::on_statement(statement);
        let node = address(statement);
        for allowed in &waives {
            self.observations.waive(allowed.rule, node);
            self.waives.insert(node, allowed.span);
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
            Stmt::Expr(expression, semicolon) => {
                self.is_discarded = semicolon.is_some();
                self.expression(expression, states)
            }
            Stmt::Macro(statement) => match macros::declared(&statement.mac) {
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

    /// Code that cannot be reached still shadows names.
    fn bind_dead(&mut self, statement: &Stmt) {
        if let Stmt::Local(local) = statement {
            self.bind_all(&local.pat);
        }
    }
}

/// Whether the statement may not be there at all.
pub(super) fn has_cfg(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr"))
}

/// Whether the expression may not be there at all.
fn is_conditional(expression: &Expr) -> bool {
    has_cfg(waive::attributes(expression))
}

#[cfg(test)]
#[path = "tests/walk.rs"]
mod tests;
