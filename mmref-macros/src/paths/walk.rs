//! Statements and blocks.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Block, Expr, FnArg, Ident, Local, Pat, Stmt};

use super::about::Asked;
use super::observe::{Observations, Place};
use super::pattern::{self, Matches};
use super::scope::{self, Binding, Scope};
use super::world::{Event, PAST, Slot, State, Told, Value, Var, World, Worlds, forgetting, plain, telling};
use super::{Checked, Checkup, Exit, allow, macros};
use crate::model::Mode;

/// More worlds than this are no longer followed: then nothing is said of the function.
const MOST_WORLDS: usize = 400;

pub(super) struct Walker<'a> {
    pub(super) function: &'a Checked<'a>,
    pub(super) scopes: Vec<Scope>,
    slots: Vec<SlotInfo>,
    vars: Vec<VarInfo>,
    events: Vec<Span>,
    /// Slots, variables and events by the address of their syntax, which is the same each time a loop comes round.
    known: BTreeMap<(Thing, usize), usize>,
    pub(super) observations: Observations,
    pub(super) targets: Vec<super::repeat::Target>,
    /// References about which a condition that was just looked at may be the same as an earlier one.
    pub(super) contested: BTreeSet<Slot>,
    /// What is known of conditions where we are.
    pub(super) asked: Vec<Asked>,
    pub(super) too_much: bool,
    /// Every `#[mmref::allow]` on a statement that was come by.
    allows: BTreeMap<usize, Span>,
    /// Whether nobody looks at what the next call gives.
    pub(super) is_discarded: bool,
    pub(super) parsed: BTreeMap<usize, Option<std::rc::Rc<macros::Parsed>>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Slot,
    Var,
    Event,
}

struct SlotInfo {
    name: String,
    role: Role,
}

/// Who answers for a reference at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// This function: a local slot.
    Local,
    /// This function, which was handed it to give up.
    Released,
    /// The caller, who wants it filled.
    Acquired,
}

struct VarInfo {
    name: String,
    /// A parameter: what it says depends on nothing else.
    independent: bool,
    /// What the variable was made of.
    about: Vec<String>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(function: &'a Checked<'a>) -> Self {
        Self {
            function,
            scopes: Vec::new(),
            slots: Vec::new(),
            vars: Vec::new(),
            events: Vec::new(),
            known: BTreeMap::new(),
            observations: Observations::default(),
            targets: Vec::new(),
            contested: BTreeSet::new(),
            asked: Vec::new(),
            too_much: false,
            allows: BTreeMap::new(),
            is_discarded: false,
            parsed: BTreeMap::new(),
        }
    }

    pub(super) fn run(mut self) -> Checkup {
        let world = self.parameters();
        let block = self.function.block;
        let told = self.block(block, Worlds::from([world]));
        let place = Place::of(block, block.brace_token.span.close());
        self.leave(&told, 0, Exit::End, place);
        let value = match block.stmts.last() {
            Some(Stmt::Expr(value, None)) => self::place(value),
            _ => place,
        };
        self.keep_promises(told, Exit::End, value);
        if self.too_much {
            return Checkup::default();
        }
        let idle = self.allows.iter().filter(|(node, _)| !self.observations.has_silenced(**node));
        let idle_allows = idle.map(|(_, span)| *span).collect();
        let events = self.events;
        Checkup { findings: self.observations.into_findings(|event| events[event & !PAST]), idle_allows }
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
                Mode::Releases => (Role::Released, State::Held(self.event(name, name.span()))),
                Mode::Requires => continue,
            };
            let slot = self.declare(name, name, role);
            world.set(slot, state);
        }
        world
    }

    // Names.

    fn number(&mut self, thing: Thing, node: usize, next: usize) -> (usize, bool) {
        let before = self.known.len();
        let number = *self.known.entry((thing, node)).or_insert(next);
        (number, self.known.len() > before)
    }

    /// The reference that the syntax `node` declares.
    pub(super) fn declare<T>(&mut self, node: &T, name: &Ident, role: Role) -> Slot {
        let (slot, new) = self.number(Thing::Slot, core::ptr::from_ref(node) as usize, self.slots.len());
        if new {
            self.slots.push(SlotInfo { name: name.to_string(), role });
        }
        self.bind(name, Binding::Slot(slot));
        slot
    }

    pub(super) fn bind_var(&mut self, name: &Ident, independent: bool) -> Var {
        let (var, new) = self.number(Thing::Var, core::ptr::from_ref(name) as usize, self.vars.len());
        if new {
            self.vars.push(VarInfo { name: name.to_string(), independent, about: Vec::new() });
        }
        self.bind(name, Binding::Var(var));
        var
    }

    fn bind(&mut self, name: &Ident, binding: Binding) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.bind(name, binding);
        }
    }

    /// The event of a syntax node that fills a reference.
    pub(super) fn event<T>(&mut self, node: &T, span: Span) -> Event {
        self.event_at(Place::of(node, span))
    }

    pub(super) fn event_at(&mut self, place: Place) -> Event {
        let (event, new) = self.number(Thing::Event, place.node, self.events.len());
        if new {
            self.events.push(place.span);
        }
        event
    }

    pub(super) fn name(&self, slot: Slot) -> &str {
        &self.slots[slot].name
    }

    pub(super) fn role(&self, slot: Slot) -> Role {
        self.slots[slot].role
    }

    pub(super) fn var_name(&self, var: Var) -> &str {
        &self.vars[var].name
    }

    /// Whether what the variable says has to do with nothing else.
    pub(super) fn is_independent(&self, var: Var) -> bool {
        let VarInfo { name, independent, .. } = &self.vars[var];
        *independent && !self.vars.iter().any(|other| other.about.contains(name))
    }

    /// The variable itself, and what it was made of.
    pub(super) fn var_subjects(&self, var: Var) -> Vec<String> {
        let VarInfo { name, about, .. } = &self.vars[var];
        [std::slice::from_ref(name), about.as_slice()].concat()
    }

    /// The reference or variable that an expression is the bare name of.
    pub(super) fn named(&self, expression: &Expr) -> Option<Binding> {
        match expression {
            Expr::Path(path) => scope::find(&self.scopes, path.path.get_ident()?),
            Expr::Paren(paren) => self.named(&paren.expr),
            Expr::Group(group) => self.named(&group.expr),
            _ => None,
        }
    }

    pub(super) fn slot_named(&self, expression: &Expr) -> Option<Slot> {
        match self.named(expression)? {
            Binding::Slot(slot) => Some(slot),
            Binding::Var(_) => None,
        }
    }

    /// Everything named in here goes out of sight.
    pub(super) fn escape(&self, tokens: TokenStream, worlds: Worlds) -> Worlds {
        let mentioned = scope::mentioned(&self.scopes, tokens);
        let escape = |mut world: World| {
            for binding in &mentioned {
                match binding {
                    Binding::Slot(slot) => world.set(*slot, State::Escaped),
                    Binding::Var(var) => {
                        world.lose(world.fact(*var));
                        world.facts.remove(*var);
                    }
                }
            }
            world
        };
        worlds.into_iter().map(escape).collect()
    }

    pub(super) fn bounded(&mut self, worlds: &Worlds) {
        self.too_much |= worlds.len() > MOST_WORLDS;
    }

    // Blocks and statements.

    /// Runs the statements in a scope of their own, and looks at its references when it ends.
    pub(super) fn block(&mut self, block: &Block, worlds: Worlds) -> Told {
        self.scoped(block, block.brace_token.span.close(), |walker| walker.statements(&block.stmts, worlds))
    }

    /// Runs something in a scope of its own that ends at `end`.
    pub(super) fn scoped<T>(&mut self, node: &T, end: Span, run: impl FnOnce(&mut Self) -> Told) -> Told {
        self.scopes.push(Scope::default());
        let told = run(self);
        let depth = self.scopes.len() - 1;
        self.leave(&told, depth, Exit::End, Place::of(node, end));
        let left = self.scopes.pop().unwrap_or_default();
        told.into_iter().map(|(world, value)| (without(world, &left), value)).collect()
    }

    fn statements(&mut self, statements: &[Stmt], mut worlds: Worlds) -> Told {
        let Some((last, others)) = statements.split_last() else { return telling(worlds, Value::Unknown) };
        for statement in others {
            let told = self.statement(statement, worlds);
            worlds = plain(told).distinct();
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
        let allows = allow::on_statement(statement);
        let node = core::ptr::from_ref(statement) as usize;
        for allowed in &allows {
            self.observations.allow(allowed.rule, node);
            self.allows.insert(node, allowed.span);
        }
        let told = self.allowed_statement(statement, worlds);
        allows.iter().for_each(|_| self.observations.disallow());
        told
    }

    fn allowed_statement(&mut self, statement: &Stmt, worlds: Worlds) -> Told {
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
            pattern::variables(&local.pat).into_iter().for_each(|name| {
                self.bind_var(name, false);
            });
        }
    }

    fn declare_local<T>(&mut self, node: &T, name: &Ident, worlds: Worlds, state: State) -> Worlds {
        let slot = self.declare(node, name, Role::Local);
        let declared = |mut world: World| {
            world.set(slot, state);
            world
        };
        worlds.into_iter().map(declared).collect()
    }

    fn local(&mut self, local: &Local, worlds: Worlds) -> Worlds {
        let Some(init) = &local.init else {
            pattern::variables(&local.pat).into_iter().for_each(|name| {
                self.bind_var(name, false);
            });
            return worlds;
        };
        if has_cfg(&local.attrs) {
            let worlds = self.escape(local.to_token_stream(), worlds);
            return self.bind_pattern(&local.pat, telling(worlds, Value::Unknown));
        }
        match (pattern::whole(&local.pat), &init.diverge) {
            (Some(name), None) => self.bind_whole(name, &init.expr, worlds),
            (_, None) => {
                self.is_discarded = matches!(local.pat, Pat::Wild(_));
                let told = self.expression(&init.expr, worlds);
                self.bind_pattern(&local.pat, told)
            }
            (_, Some((_, otherwise))) => self.let_else(&local.pat, &init.expr, otherwise, worlds),
        }
    }

    /// `let name = expression;`, which may be a new reference, or one that moves here.
    fn bind_whole(&mut self, name: &Ident, expression: &Expr, worlds: Worlds) -> Worlds {
        if macros::is_new_reference(expression) {
            return self.declare_local(name, name, worlds, State::Idle);
        }
        if let Some((from, left)) = self.reference_moved_by(expression) {
            let slot = self.declare(name, name, Role::Local);
            return worlds.into_iter().map(|world| transferred(world, from, slot, left)).collect();
        }
        let about = self.subjects(expression);
        let told = self.expression(expression, worlds);
        let var = self.bind_var(name, false);
        self.vars[var].about = about;
        let learned = |(mut world, value): (World, Value)| {
            world.learn(var, value);
            world
        };
        told.into_iter().map(learned).collect()
    }

    /// The reference that an expression moves as a whole, and the state in which it is left.
    pub(super) fn reference_moved_by(&self, expression: &Expr) -> Option<(Slot, State)> {
        match expression {
            Expr::MethodCall(call) if call.method == "take" && call.args.is_empty() => {
                self.slot_named(&call.receiver).map(|slot| (slot, State::Idle))
            }
            other => {
                self.slot_named(other).filter(|slot| self.role(*slot) != Role::Acquired).map(|slot| (slot, State::Gone))
            }
        }
    }

    fn let_else(&mut self, pattern: &Pat, expression: &Expr, otherwise: &Expr, worlds: Worlds) -> Worlds {
        let told = self.expression(expression, worlds);
        let before = std::mem::take(&mut self.contested);
        let (success, failure) = self.split(pattern, expression, told);
        let contested = std::mem::replace(&mut self.contested, before);
        let failure = doubting(plain(failure), &contested);
        let asked = self.asked.len();
        self.decide_match(expression, pattern, Some(false));
        let _diverges = self.expression(otherwise, failure);
        self.asked.truncate(asked);
        self.decide_match(expression, pattern, Some(true));
        let success = success.into_iter().map(|(world, value)| (doubt(world, &contested), value)).collect();
        self.bind_pattern(pattern, success)
    }

    /// Binds the variables of a pattern that has matched.
    pub(super) fn bind_pattern(&mut self, pattern: &Pat, told: Told) -> Worlds {
        let whole = pattern::whole(pattern);
        let inner = pattern::inner(pattern).filter(|_| pattern::matches(pattern) == Matches::Success);
        let vars: Vec<(Var, bool, bool)> = pattern::variables(pattern)
            .into_iter()
            .filter(|name| *name != "None")
            .map(|name| (self.bind_var(name, false), whole == Some(name), inner == Some(name)))
            .collect();
        let binds_all = vars.iter().any(|(_, whole, _)| *whole);
        let bound = |(mut world, value): (World, Value)| {
            if !binds_all
                && pattern::matches(pattern) != Matches::Success
                && pattern::matches(pattern) != Matches::Failure
            {
                world.lose(value);
            }
            for (var, whole, inner) in &vars {
                let fact = match value {
                    value if *whole => value,
                    Value::Outcome(event) if *inner => Value::Object(event),
                    _ => Value::Unknown,
                };
                world.learn(*var, fact);
            }
            world
        };
        told.into_iter().map(bound).collect()
    }
}

/// What the reference `from` holds is carried over to `to`.
pub(super) fn transferred(mut world: World, from: Slot, to: Slot, left: State) -> World {
    let (state, doubtful) = (world.state(from), world.doubtful.contains(&from));
    let objects = world.objects_of(from);
    world.kept.extend(objects.into_iter().map(|object| (object, Some(to))));
    world.set(to, if state == State::Gone { State::Escaped } else { state });
    world.set(from, if state == State::Escaped { State::Escaped } else { left });
    if doubtful {
        world.doubtful.insert(to);
    }
    world
}

/// Forgets the names of a scope that is left.
pub(super) fn without(mut world: World, scope: &Scope) -> World {
    for slot in scope.slots() {
        world.slots.remove(slot);
        world.doubtful.remove(&slot);
        world.kept.retain(|(_, by)| *by != Some(slot));
    }
    for var in scope.vars() {
        world.facts.remove(var);
        world.dead.remove(&var);
        world.kept.retain(|(object, _)| *object != var);
    }
    world
}

pub(super) fn doubt(mut world: World, contested: &BTreeSet<Slot>) -> World {
    if !contested.is_empty() {
        world.doubt(contested.iter().copied());
    }
    world
}

pub(super) fn doubting(worlds: Worlds, contested: &BTreeSet<Slot>) -> Worlds {
    worlds.into_iter().map(|world| doubt(world, contested)).collect()
}

/// Whether the statement may not be there at all.
pub(super) fn has_cfg(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr"))
}

/// Whether the expression may not be there at all.
fn is_conditional(expression: &Expr) -> bool {
    has_cfg(allow::attributes(expression))
}

/// The place of an expression.
pub(super) fn place(expression: &Expr) -> Place {
    Place::of(expression, expression.span())
}

pub(super) fn unknown(told: Told) -> Told {
    telling(forgetting(told), Value::Unknown)
}
