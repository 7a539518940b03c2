//! One run of a body, on a naive model: each slot is idle, held on an object, or moved away.
//!
//! A run goes on after a violation, as a checker does. What comes of the reference then is anybody's guess, so the model
//! tries both; and what is wrong with it from there on is a *consequence*, which a checker may report and need not.

use super::super::Rule;
use super::body::{Block, Cond, FLAGS, Form, Giving, Head, Name, Object, Source, Stmt, Test};
use super::tape::Tape;

/// What happened in a run, in order.
#[derive(Clone, Debug)]
pub(super) enum Event<'a> {
    /// A statement begins.
    Step(&'a Stmt),
    /// An acquire succeeded or failed, a call was true or false, fallible work did or didn't succeed, a loop went on.
    Turned(bool),
    /// A flag is true or false, from its first test on.
    Flag(usize, bool),
    /// A condition that tells nothing of an acquire was tested; again, if it is a flag that was tested before.
    Tested {
        again: bool,
    },
    /// Branches or rounds came together, with these slots in scope and held or not.
    Joined(Site, Vec<(&'a Name, bool)>),
    /// A slot was given up or vouched with.
    Used {
        site: Site,
        name: &'a Name,
        held: bool,
    },
    Violated(Violation<'a>),
}

/// A statement, by its address.
pub(super) type Site = usize;

#[derive(Clone, Debug)]
pub(super) struct Violation<'a> {
    pub(super) site: Site,
    /// The rules that may say it: an assignment over a held reference leaks one and fills another.
    pub(super) rules: &'static [Rule],
    pub(super) name: &'a Name,
    pub(super) consequence: bool,
    /// It took the failure of an acquire that nobody looked at.
    pub(super) unheeded: bool,
}

/// Runs the body once, with the choices on the tape. No loop goes on for more than `rounds`.
pub(super) fn run<'a>(body: &'a Block, tape: &mut Tape, rounds: usize) -> Vec<Event<'a>> {
    tape.rewind();
    let flags = [None; FLAGS];
    let mut run = Run { tape, rounds, flags, slots: vec![], vars: vec![], state: Objects::default(), events: vec![] };
    run.block(body);
    run.events
}

struct Run<'a, 't> {
    tape: &'t mut Tape,
    rounds: usize,
    flags: [Option<bool>; FLAGS],
    slots: Vec<Slot<'a>>,
    vars: Vec<(&'a Name, Value)>,
    state: Objects,
    events: Vec<Event<'a>>,
}

struct Slot<'a> {
    name: &'a Name,
    held: Option<Held>,
    /// Wrong already.
    tainted: bool,
    /// The acquire that left it idle by failing.
    failed: Option<Acquire>,
}

#[derive(Clone, Copy)]
struct Held {
    object: usize,
}

type Acquire = usize;

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
    /// Objects that a lost reference keeps for ever.
    leaked: Vec<usize>,
}

const PARAMETERS: usize = 2;

enum Flow<'a> {
    Next,
    Break(Option<&'a Name>),
    Continue(Option<&'a Name>),
    Return,
    /// A panic, or a loop without end: nothing is checked on the way.
    Dead,
}

impl<'a> Run<'a, '_> {
    fn block(&mut self, body: &'a Block) -> Flow<'a> {
        let (slots, vars) = (self.slots.len(), self.vars.len());
        let flow = body.iter().map(|stmt| self.statement(stmt)).find(|flow| !matches!(flow, Flow::Next));
        let flow = flow.unwrap_or(Flow::Next);
        self.vars.truncate(vars);
        while self.slots.len() > slots {
            self.drop_last(&flow, core::ptr::from_ref(body) as Site);
        }
        flow
    }

    fn drop_last(&mut self, flow: &Flow<'a>, site: Site) {
        let last = self.slots.len() - 1;
        if let Some(held) = self.slots[last].held {
            self.state.leaked.push(held.object);
            if !matches!(flow, Flow::Dead) {
                self.violated(site, &[Rule::C6], last);
            }
        }
        self.slots.pop();
    }

    fn statement(&mut self, stmt: &'a Stmt) -> Flow<'a> {
        self.events.push(Event::Step(stmt));
        let site = core::ptr::from_ref(stmt) as Site;
        match stmt {
            Stmt::Declare(name) | Stmt::Plain(name) => {
                self.slots.push(Slot { name, held: None, tainted: false, failed: None });
            }
            Stmt::Renew(name) => self.overwrite(site, name, None),
            Stmt::Assign(into, from) => {
                let from = self.slot(from);
                let (held, tainted) = (self.slots[from].held.take(), self.slots[from].tainted);
                self.overwrite(site, into, held);
                let into = self.slot(into);
                self.slots[into].tainted = tainted;
            }
            Stmt::Get(mm, into) => {
                let object = self.object(site, mm);
                self.fill(site, into, Some(object), 0);
            }
            Stmt::Put(mm, what) => {
                self.object(site, mm);
                self.give_up(site, what);
            }
            Stmt::Vouch(name) => {
                let slot = self.slot(name);
                self.used(site, slot);
            }
            Stmt::Move(from, into) => self.transfer(site, from, into),
            Stmt::Read(mm) => {
                self.object(site, mm);
            }
            Stmt::Work => {
                if !self.turns() {
                    return Flow::Return;
                }
            }
            Stmt::If(cond, then, otherwise) => {
                let taken = self.condition(cond);
                let flow = self.block(if taken { then } else { otherwise });
                return self.joined(site, flow);
            }
            Stmt::Bind(name, source) => {
                let value = self.acquire(site, source);
                self.vars.push((name, value));
            }
            Stmt::Test(test) => {
                let flow = self.test(site, test);
                return self.joined(site, flow);
            }
            Stmt::LetElse { bound, source, otherwise } => match self.outcome(site, source) {
                Some(object) => self.vars.push((bound, Value::Object(object))),
                None => return self.block(otherwise),
            },
            Stmt::Question { bound, source } => match self.outcome(site, source) {
                Some(object) => self.vars.push((bound, Value::Object(object))),
                None => return Flow::Return,
            },
            Stmt::Unwrap { bound, source } => match self.outcome(site, source) {
                Some(object) => self.vars.push((bound, Value::Object(object))),
                None => return Flow::Dead,
            },
            Stmt::Repeat { label, head, body } => {
                let flow = self.repeat(site, label.as_ref(), head, body);
                return self.joined(site, flow);
            }
            Stmt::Block { label, body } => {
                let flow = match self.block(body) {
                    Flow::Break(Some(target)) if label.as_ref() == Some(target) => Flow::Next,
                    flow => flow,
                };
                return self.joined(site, flow);
            }
            Stmt::Break(label) => return Flow::Break(label.as_ref()),
            Stmt::Continue(label) => return Flow::Continue(label.as_ref()),
            Stmt::Return => return Flow::Return,
            Stmt::Panic => return Flow::Dead,
        }
        Flow::Next
    }

    fn joined(&mut self, site: Site, flow: Flow<'a>) -> Flow<'a> {
        if matches!(flow, Flow::Next) {
            self.events.push(Event::Joined(site, self.holding()));
        }
        flow
    }

    fn holding(&self) -> Vec<(&'a Name, bool)> {
        self.slots.iter().map(|slot| (slot.name, slot.held.is_some())).collect()
    }

    fn test(&mut self, site: Site, test: &'a Test) -> Flow<'a> {
        let depth = self.vars.len();
        let flow = match self.outcome(site, &test.source) {
            Some(object) => {
                if test.form != Form::Predicate && test.form != Form::Negated {
                    self.vars.push((&test.bound, Value::Object(object)));
                }
                self.block(&test.then)
            }
            None => self.block(&test.otherwise),
        };
        self.vars.truncate(depth);
        flow
    }

    fn repeat(&mut self, site: Site, label: Option<&'a Name>, head: &'a Head, body: &'a Block) -> Flow<'a> {
        let is_here = |target: Option<&Name>| target.is_none() || target == label;
        let depth = self.vars.len();
        for round in 0.. {
            let last = round == self.rounds;
            self.events.push(Event::Joined(site + 1, self.holding()));
            if !self.goes_on(site, head, last) {
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

    fn goes_on(&mut self, site: Site, head: &'a Head, last: bool) -> bool {
        match head {
            Head::Loop => true,
            Head::For => !last && self.turns(),
            Head::While => !last && self.tested(),
            Head::WhileLet(bound, source) => match self.outcome(site, source) {
                Some(object) => {
                    self.vars.push((bound, Value::Object(object)));
                    true
                }
                None => false,
            },
        }
    }

    fn condition(&mut self, cond: &'a Cond) -> bool {
        match cond {
            Cond::Flag(index) => match self.flags[*index] {
                Some(value) => {
                    self.events.push(Event::Tested { again: true });
                    value
                }
                None => {
                    let value = self.tape.choose(2) == 0;
                    self.flags[*index] = Some(value);
                    self.events.extend([Event::Tested { again: false }, Event::Flag(*index, value)]);
                    value
                }
            },
            Cond::Call => self.tested(),
            Cond::Witness(name) => self.heeded(self.value(name)).is_some(),
            Cond::Not(inner) => !self.condition(inner),
            Cond::And(left, right) => self.condition(left) && self.condition(right),
            Cond::Or(left, right) => self.condition(left) || self.condition(right),
        }
    }

    fn tested(&mut self) -> bool {
        self.events.push(Event::Tested { again: false });
        self.turns()
    }

    fn turns(&mut self) -> bool {
        let value = self.tape.choose(2) == 0;
        self.events.push(Event::Turned(value));
        value
    }

    /// The outcome of an acquire that is looked at now.
    fn outcome(&mut self, site: Site, source: &'a Source) -> Option<usize> {
        let value = self.acquire(site, source);
        self.heeded(value)
    }

    fn heeded(&mut self, value: Value) -> Option<usize> {
        match value {
            Value::Object(object) => Some(object),
            Value::Outcome(acquire, outcome) => {
                self.state.heeded.push(acquire);
                outcome
            }
        }
    }

    fn acquire(&mut self, site: Site, source: &'a Source) -> Value {
        let (into, object) = match source {
            Source::Bound(_, name) => return self.value(name),
            Source::Find(into) | Source::Open(into) => (into, None),
            Source::TryGet(mm, into) => (into, Some(self.object(site, mm))),
        };
        self.state.acquired += 1;
        let acquire = self.state.acquired;
        let outcome = self.turns().then(|| object.unwrap_or(PARAMETERS + acquire));
        self.fill(site, into, outcome, acquire);
        Value::Outcome(acquire, outcome)
    }

    fn fill(&mut self, site: Site, into: &Name, object: Option<usize>, acquire: Acquire) {
        let slot = self.slot(into);
        let before = self.slots[slot].held;
        if let Some(before) = before {
            self.state.leaked.push(before.object);
            self.violated(site, &[Rule::C7], slot);
        }
        let stays = before.filter(|_| object.is_none() && self.tape.choose(2) == 1);
        let slot = &mut self.slots[slot];
        slot.held = object.map(|object| Held { object }).or(stays);
        slot.failed = object.is_none().then_some(acquire);
    }

    /// An assignment. What the slot held is lost.
    fn overwrite(&mut self, site: Site, name: &Name, with: Option<Held>) {
        let slot = self.slot(name);
        if let Some(before) = self.slots[slot].held {
            self.state.leaked.push(before.object);
            self.violated(site, &[Rule::C6, Rule::C7], slot);
        }
        let slot = &mut self.slots[slot];
        *slot = Slot { name: slot.name, held: with, tainted: false, failed: None };
    }

    fn give_up(&mut self, site: Site, what: &Giving) -> Option<Held> {
        let slot = self.slot(what.name());
        self.used(site, slot);
        self.slots[slot].held.take()
    }

    fn transfer(&mut self, site: Site, from: &Giving, into: &Name) {
        let source = self.slot(from.name());
        let held = self.give_up(site, from);
        let wrong = self.slots[source].tainted;
        // Of a reference that holds nothing, the target may be said to hold nothing, or something.
        let moved = match held {
            Some(held) => Some(held.object),
            None => (self.tape.choose(2) == 1).then_some(usize::MAX),
        };
        self.fill(site, into, moved, 0);
        let target = self.slot(into);
        self.slots[target].tainted |= wrong;
    }

    /// A reference is given up or vouched with.
    fn used(&mut self, site: Site, slot: usize) {
        let held = self.slots[slot].held.is_some();
        self.events.push(Event::Used { site, name: self.slots[slot].name, held });
        if !held {
            self.violated(site, &[Rule::C8], slot);
        }
    }

    fn violated(&mut self, site: Site, rules: &'static [Rule], slot: usize) {
        let slot = &mut self.slots[slot];
        let unheeded = slot.failed.is_some_and(|acquire| acquire != 0 && !self.state.heeded.contains(&acquire));
        let consequence = core::mem::replace(&mut slot.tainted, true);
        let violation = Violation { site, rules, name: slot.name, consequence, unheeded };
        self.events.push(Event::Violated(violation));
    }

    /// An object is used: it must be kept by some reference.
    fn object(&mut self, site: Site, object: &'a Object) -> usize {
        let name = match object {
            Object::Parameter(index) => return *index,
            Object::Bound(name) => name,
        };
        let (Value::Object(object) | Value::Outcome(_, Some(object))) = self.value(name) else { return usize::MAX };
        let held = |slot: &Slot<'_>| slot.held.is_some_and(|held| held.object == object);
        if object >= PARAMETERS && !self.slots.iter().any(held) {
            let consequence = self.state.leaked.contains(&object);
            let violation = Violation { site, rules: &[Rule::C9], name, consequence, unheeded: false };
            self.events.push(Event::Violated(violation));
        }
        object
    }

    fn slot(&self, name: &Name) -> usize {
        self.slots.iter().rposition(|slot| slot.name == name).expect("a legal body names slots in scope")
    }

    fn value(&self, name: &Name) -> Value {
        self.vars.iter().rev().find(|var| var.0 == name).expect("a legal body names variables in scope").1
    }
}
