//! Statements and blocks.

use std::collections::BTreeMap;

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Attribute, Block, Expr, FnArg, Stmt};

use super::about::Asked;
use super::observe::{Observations, Place, address};
use super::register::{Register, Role};
use super::scope::Scope;
use super::set::Sorted;
use super::world::{Slot, State, Told, Value, World, Worlds, plain, telling};
use super::{Checked, Checkup, Exit, macros, pattern, waive};
use crate::model::Mode;

/// More worlds than this are no longer followed: then nothing is said of the function.
const MOST_WORLDS: usize = 400;

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
        let world = self.parameters();
        let block = self.function.block;
        let told = self.block(block, Worlds::from([world]));
        let place = Place::at_token(block, block.brace_token.span.close());
        self.leave(&told, 0, Exit::End, place);
        let value = match block.stmts.last() {
            Some(Stmt::Expr(value, None)) => Place::of(value),
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

    fn parameters(&mut self) -> World {
        let mut world = World::default();
        self.scopes.push(Scope::default());
        let function = self.function;
        for input in &function.signature.inputs {
            let FnArg::Typed(typed) = input else { continue };
            for name in pattern::variables(&typed.pat) {
                self.bind_var(name, true);
            }
        }
        for (name, mode) in &function.references {
            let (role, state) = match mode {
                Mode::Acquires => (Role::Acquired, State::Idle),
                Mode::Releases => (Role::Released, State::Held(self.register.event(Place::of(name)))),
                Mode::Requires => continue,
            };
            let slot = self.declare(name, name, role);
            world.set(slot, state);
        }
        world
    }

    pub(super) fn bounded(&mut self, worlds: &Worlds) {
        self.too_much |= worlds.len() > MOST_WORLDS;
    }

    /// Runs the statements in a scope of their own, and looks at its references when it ends.
    pub(super) fn block(&mut self, block: &Block, worlds: Worlds) -> Told {
        let end = Place::at_token(block, block.brace_token.span.close());
        self.scoped(end, |walker| walker.statements(&block.stmts, worlds))
    }

    /// Runs something in a scope of its own that ends at `end`.
    pub(super) fn scoped(&mut self, end: Place<'_>, run: impl FnOnce(&mut Self) -> Told) -> Told {
        self.scopes.push(Scope::default());
        let told = run(self);
        let depth = self.scopes.len() - 1;
        self.leave(&told, depth, Exit::End, end);
        let left = self.scopes.pop().unwrap_or_default();
        self.outside(told, &[left])
    }

    /// Forgets what only the scopes that are left knew.
    pub(super) fn outside(&self, told: Told, left: &[Scope]) -> Told {
        told.each(|(world, value)| {
            left.iter().for_each(|scope| self.forget(scope, world));
            self.settle(world, *value);
        })
    }

    /// Forgets the acquires that neither the world, nor this value, nor one that somebody waits with tells of.
    pub(super) fn settle(&self, world: &mut World, value: Value) {
        match self.waiting.as_slice() {
            [] => world.settle(&[value]),
            waiting => world.settle(&[waiting, &[value]].concat()),
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
    fn forget(&self, scope: &Scope, world: &mut World) {
        for slot in scope.slots() {
            world.slots.remove(slot);
            world.doubtful.remove(slot);
            world.kept.retain(|(_, by)| by != Some(slot));
        }
        for var in scope.vars() {
            self.forget_fields(var, world);
            world.facts.remove(var);
            world.dead.remove(var);
            world.kept.retain(|(object, _)| object != var);
        }
    }

    fn statements(&mut self, statements: &[Stmt], mut worlds: Worlds) -> Told {
        let Some((last, others)) = statements.split_last() else { return telling(worlds, Value::Unknown) };
        for statement in others {
            let told = self.statement(statement, worlds);
            worlds = plain(self.agreed(told)).distinct();
            self.bounded(&worlds);
            if self.too_much {
                return Told::new();
            }
        }
        let told = self.statement(last, worlds);
        match last {
            Stmt::Expr(_, None) => told,
            Stmt::Macro(statement) if statement.semi_token.is_none() => told,
            _ => telling(plain(told), Value::Unknown),
        }
    }

    /// A statement, with what is allowed in it.
    fn statement(&mut self, statement: &Stmt, worlds: Worlds) -> Told {
        if worlds.is_empty() {
            self.bind_dead(statement);
            return Told::new();
        }
        let waives = waive::on_statement(statement);
        let node = address(statement);
        for allowed in &waives {
            self.observations.waive(allowed.rule, node);
            self.waives.insert(node, allowed.span);
        }
        let told = self.waived_statement(statement, worlds);
        waives.iter().for_each(|_| self.observations.unwaive());
        told
    }

    fn waived_statement(&mut self, statement: &Stmt, worlds: Worlds) -> Told {
        match statement {
            Stmt::Item(_) => telling(worlds, Value::Unknown),
            Stmt::Local(local) => telling(self.local(local, worlds), Value::Unknown),
            Stmt::Expr(expression, _) if is_conditional(expression) => {
                telling(self.escape(expression.to_token_stream(), worlds), Value::Unknown)
            }
            Stmt::Expr(expression, semicolon) => {
                self.is_discarded = semicolon.is_some();
                self.expression(expression, worlds)
            }
            Stmt::Macro(statement) => match macros::declared(&statement.mac) {
                Some(name) => {
                    let state = if has_cfg(&statement.attrs) { State::Escaped } else { State::Idle };
                    telling(self.declare_local(statement, &name, worlds, state), Value::Unknown)
                }
                None if has_cfg(&statement.attrs) => {
                    telling(self.escape(statement.mac.tokens.clone(), worlds), Value::Unknown)
                }
                None => self.macro_call(&statement.mac, statement, worlds),
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
mod tests {
    use crate::check::{Rule, balanced};

    /// Twice as many worlds after each acquire would be more than are followed.
    #[test]
    fn acquires_that_are_over_make_no_further_worlds() {
        let over = "{ MM_REF!(r: Users); if let Some(mm) = find(mms, &mut r) { mmput(mm, r); } }";
        let source =
            format!("fn body(mms: &[Mm]) {{ {} MM_REF!(r: Users); mmref::get(mm, &mut r); }}", over.repeat(12));
        let function = syn::parse_str(&source).expect("a function");
        let rules: Vec<Rule> = balanced(&function).into_iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [Rule::C6]);
    }
}
