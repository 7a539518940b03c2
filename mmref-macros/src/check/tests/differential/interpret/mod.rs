//! One run of a body, on a naive model: each slot is idle, held on an object, or moved away.
//!
//! A run continues after a violation, as a checker does. The state of the reference is then unknown, so the model tries
//! both. Whatever goes wrong with it later is a *consequence*, which a checker may report but need not.

mod references;

use super::body::{Back, Block, Cond, FACTS, FLAGS, Form, Function, Head, Name, Object, Own, Stmt, Test};
use super::tape::Tape;
use super::trace::{Call, Event, Site};
use crate::model::Rule;

/// Runs the body once, with the choices on the tape. No loop runs for more than `rounds`.
pub(super) fn run<'a>(function: &'a Function, tape: &mut Tape, rounds: usize) -> Vec<Event<'a>> {
    tape.rewind();
    let flags = [None; FLAGS + FACTS];
    let (state, at) = (Objects::default(), Site::end(&function.body));
    let mut run = Run { tape, rounds, flags, slots: vec![], vars: vec![], state, events: vec![], at };
    run.function(function);
    run.events
}

struct Run<'a, 't> {
    tape: &'t mut Tape,
    rounds: usize,
    /// The flags, and then the facts.
    flags: [Option<bool>; FLAGS + FACTS],
    slots: Vec<Slot<'a>>,
    vars: Vec<Var<'a>>,
    state: Objects,
    events: Vec<Event<'a>>,
    /// The current place of the run.
    at: Site,
}

struct Slot<'a> {
    name: &'a str,
    held: Option<Held>,
    /// Wrong already.
    tainted: bool,
    /// The conditional acquire that filled it, or failed to; otherwise 0.
    acquire: Acquire,
}

impl Slot<'_> {
    /// Whether nobody has looked at the outcome of the acquire.
    fn is_open(&self, state: &Objects) -> bool {
        self.acquire != 0 && !state.heeded.contains(&self.acquire)
    }
}

#[derive(Clone, Copy)]
struct Held {
    object: usize,
}

type Acquire = usize;

struct Var<'a> {
    name: &'a Name,
    value: Value,
    /// Bound to an object that nothing kept any more, or another name of the object that was given up.
    unnamed: bool,
}

/// What a variable is: an object, or the outcome of an acquire.
#[derive(Clone, Copy)]
enum Value {
    Object(usize),
    Outcome(Acquire, Option<usize>),
}

/// Objects and acquires are numbered; the first two objects are parameters.
#[derive(Default)]
struct Objects {
    acquired: usize,
    /// Acquires whose outcome was looked at.
    heeded: Vec<Acquire>,
    /// Objects that a lost reference keeps for ever, or that were used after nothing kept them.
    wrong: Vec<usize>,
}

const PARAMETERS: usize = 2;

enum Flow<'a> {
    Next,
    Break(Option<&'a Name>),
    Continue(Option<&'a Name>),
    /// With or without success.
    Return(bool),
    /// A panic, or a loop without end: nothing is checked on the way.
    Dead,
}

impl<'a> Run<'a, '_> {
    fn function(&mut self, function: &'a Function) {
        let held = matches!(function.own, Some(Own::Given | Own::Shown)).then_some(Held { object: 0 });
        self.slots.extend(function.own.map(|own| Slot { name: own.name(), held, tainted: false, acquire: 0 }));
        let success = match self.block(&function.body) {
            Flow::Dead => return,
            Flow::Return(success) => success,
            _ => true,
        };
        let held = self.slots.first().is_some_and(|own| own.held.is_some());
        match function.own {
            Some(Own::Given) if held => self.violated(&[Rule::C4], 0),
            Some(Own::Filled) if held != success => {
                if self.at == Site::end(&function.body) {
                    self.at = Site::Result;
                }
                self.violated(&[Rule::C10], 0);
            }
            _ => {}
        }
    }

    fn block(&mut self, body: &'a Block) -> Flow<'a> {
        let (slots, vars) = (self.slots.len(), self.vars.len());
        let flow = body.iter().map(|stmt| self.statement(stmt)).find(|flow| !matches!(flow, Flow::Next));
        let flow = flow.unwrap_or(Flow::Next);
        self.vars.truncate(vars);
        if matches!(flow, Flow::Next) {
            self.at = Site::end(body);
        }
        while self.slots.len() > slots {
            self.drop_last(&flow);
        }
        flow
    }

    fn drop_last(&mut self, flow: &Flow<'a>) {
        let last = self.slots.len() - 1;
        if let Some(held) = self.slots[last].held {
            self.state.wrong.push(held.object);
            if !matches!(flow, Flow::Dead) {
                self.violated(&[Rule::C6], last);
            }
        }
        self.slots.pop();
    }

    fn statement(&mut self, stmt: &'a Stmt) -> Flow<'a> {
        self.events.push(Event::Step(stmt));
        self.at = Site::statement(stmt);
        match stmt {
            Stmt::Declare(name) | Stmt::Plain(name) => {
                self.slots.push(Slot { name, held: None, tainted: false, acquire: 0 });
            }
            Stmt::Renew(name) => self.overwrite(name, None),
            Stmt::Assign(into, from) => {
                let from = self.slot(from);
                let Slot { tainted, acquire, name, .. } = self.slots[from];
                let held = self.slots[from].held.take();
                self.overwrite(into, held);
                self.events.push(Event::Moved(name, into));
                let into = self.slot(into);
                self.slots[into].tainted = tainted;
                self.slots[into].acquire = acquire;
            }
            Stmt::Get(mm, into) => {
                let object = self.object(mm);
                self.fill(into, Some(object), 0, *mm == Object::Parameter(1));
            }
            Stmt::Put(mm, what) => {
                self.object(mm);
                if let Some(held) = self.give_up(what) {
                    self.unnamed(held.object, mm);
                }
            }
            Stmt::Vouch(name) => {
                let slot = self.slot(name);
                self.used(slot);
            }
            Stmt::Move(from, into) => self.transfer(from, into),
            Stmt::Read(mm) => {
                self.object(mm);
            }
            Stmt::Work => {
                if !self.turns() {
                    return Flow::Return(false);
                }
            }
            Stmt::If(cond, then, otherwise) => {
                let taken = self.condition(cond);
                return self.block(if taken { then } else { otherwise });
            }
            Stmt::Bind(name, source) => {
                let value = self.acquire(source);
                self.bind(name, value);
            }
            Stmt::Test(test) => return self.test(test),
            Stmt::LetElse { bound, source, otherwise } => match self.outcome(source) {
                Some(object) => self.bind(bound, Value::Object(object)),
                None => return self.block(otherwise),
            },
            Stmt::Question { bound, source } => match self.outcome(source) {
                Some(object) => self.bind(bound, Value::Object(object)),
                None => return Flow::Return(false),
            },
            Stmt::Unwrap { bound, source } => match self.outcome(source) {
                Some(object) => self.bind(bound, Value::Object(object)),
                None => return Flow::Dead,
            },
            Stmt::Repeat { label, head, body } => return self.repeat(label.as_ref(), head, body),
            Stmt::Block { label, body } => {
                return match self.block(body) {
                    Flow::Break(Some(target)) if label.as_ref() == Some(target) => Flow::Next,
                    flow => flow,
                };
            }
            Stmt::Break(label) => return Flow::Break(label.as_ref()),
            Stmt::Continue(label) => return Flow::Continue(label.as_ref()),
            Stmt::Return(Back::Success(_)) => return Flow::Return(true),
            Stmt::Return(Back::Failure(_)) => return Flow::Return(false),
            Stmt::Return(Back::Outcome(source)) => return Flow::Return(self.outcome(source).is_some()),
            Stmt::Panic => return Flow::Dead,
        }
        Flow::Next
    }

    /// Whether each slot is held, `None` while the outcome of its acquire is open; whether each object is kept, unless
    /// something is wrong with it.
    fn known(&self) -> Vec<(&'a str, Option<bool>)> {
        let known = |slot: &Slot<'a>| (slot.name, (!slot.is_open(&self.state)).then_some(slot.held.is_some()));
        let kept = |var: &Var<'a>| match var.value {
            Value::Object(object) if self.state.wrong.contains(&object) => Some((var.name.as_str(), None)),
            Value::Object(object) => Some((var.name.as_str(), Some(self.is_kept(object)))),
            Value::Outcome(..) => None,
        };
        self.slots.iter().map(known).chain(self.vars.iter().filter_map(kept)).collect()
    }

    fn test(&mut self, test: &'a Test) -> Flow<'a> {
        let depth = self.vars.len();
        let flow = match self.outcome(&test.source) {
            Some(object) => {
                if test.form != Form::Predicate && test.form != Form::Negated {
                    self.bind(&test.bound, Value::Object(object));
                }
                self.block(&test.then)
            }
            None => self.block(&test.otherwise),
        };
        self.vars.truncate(depth);
        flow
    }

    fn repeat(&mut self, label: Option<&'a Name>, head: &'a Head, body: &'a Block) -> Flow<'a> {
        let is_here = |target: Option<&Name>| target.is_none() || target == label;
        let (depth, here) = (self.vars.len(), self.at);
        for round in 0.. {
            let last = round == self.rounds;
            self.at = here;
            if !self.goes_on(head, last) {
                return Flow::Next;
            }
            if last {
                return Flow::Dead;
            }
            let flow = self.block(body);
            self.vars.truncate(depth);
            match flow {
                Flow::Next => {}
                Flow::Continue(target) if is_here(target) => {}
                Flow::Break(target) if is_here(target) => return Flow::Next,
                flow => return flow,
            }
        }
        Flow::Dead
    }

    fn goes_on(&mut self, head: &'a Head, last: bool) -> bool {
        match head {
            Head::Loop => true,
            Head::For if last => {
                self.events.push(Event::Turned(false));
                false
            }
            Head::While if last => {
                self.events.push(Event::Turned(false));
                self.events.push(Event::Asked { site: Site::condition(head), call: Call::More, value: false });
                false
            }
            Head::For => self.turns(),
            Head::While => self.asked(Site::condition(head), Call::More),
            Head::WhileLet(bound, source) => match self.outcome(source) {
                Some(object) => {
                    self.bind(bound, Value::Object(object));
                    true
                }
                None => false,
            },
        }
    }

    fn condition(&mut self, cond: &'a Cond) -> bool {
        let site = Site::condition(cond);
        match cond {
            Cond::Flag(index) => self.constant(site, *index),
            // The last fact is the first one.
            Cond::Fact(index) => self.constant(site, FLAGS + index % (FACTS - 1)),
            Cond::Call => self.asked(site, Call::Check),
            Cond::Witness(name) => self.heeded(self.value(name)).is_some(),
            Cond::Not(inner) => !self.condition(inner),
            Cond::And(left, right) => self.condition(left) && self.condition(right),
            Cond::Or(left, right) => self.condition(left) || self.condition(right),
        }
    }

    /// A condition with one value in the whole run.
    fn constant(&mut self, site: Site, index: usize) -> bool {
        let (before, known) = (self.flags[index], self.known());
        let value = before.unwrap_or_else(|| self.tape.choose(2) == 0);
        self.flags[index] = Some(value);
        self.events.push(Event::Tested(site, known));
        self.events.push(Event::Flag { index, value, again: before.is_some() });
        value
    }

    fn asked(&mut self, site: Site, call: Call) -> bool {
        self.events.push(Event::Tested(site, self.known()));
        let value = self.turns();
        self.events.push(Event::Asked { site, call, value });
        value
    }

    fn turns(&mut self) -> bool {
        let value = self.tape.choose(2) == 0;
        self.events.push(Event::Turned(value));
        value
    }
}
