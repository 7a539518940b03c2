//! One run of a body, on a naive model: each slot is idle, held on an object, or moved away.
//!
//! A run goes on after a violation, as a checker does. What comes of the reference then is anybody's guess, so the model
//! tries both; and what is wrong with it from there on is a *consequence*, which a checker may report and need not.

use super::super::Rule;
use super::body::{Block, Cond, FACTS, FLAGS, Form, Giving, Head, Name, Object, Source, Stmt, Test};
use super::judge::Excuse;
use super::tape::Tape;

/// What happened in a run, in order.
#[derive(Clone, Debug)]
pub(super) enum Event<'a> {
    /// A statement begins.
    Step(&'a Stmt),
    /// An acquire succeeded or failed, a call was true or false, fallible work did or didn't succeed, a loop went on.
    Turned(bool),
    /// A flag or fact is true or false.
    Flag {
        site: Site,
        index: usize,
        value: bool,
        again: bool,
    },
    /// A condition that tells nothing of an acquire is tested, when this is known of the slots.
    Tested(Site, Vec<(&'a Name, Option<bool>)>),
    /// What one slot held went to another.
    Moved(&'a Name, &'a Name),
    Violated(Violation<'a>),
}

/// A part of the body, by its address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Site {
    Statement(usize),
    Condition(usize),
    /// The end of a block.
    End(usize),
}

impl Site {
    pub(super) fn statement(stmt: &Stmt) -> Self {
        Self::Statement(core::ptr::from_ref(stmt) as usize)
    }

    fn condition<T>(cond: &T) -> Self {
        Self::Condition(core::ptr::from_ref(cond) as usize)
    }

    pub(super) fn end(body: &Block) -> Self {
        Self::End(core::ptr::from_ref(body) as usize)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Violation<'a> {
    /// The statement, the exit, or the end of the block.
    pub(super) site: Site,
    /// The rules that may say it: an assignment over a held reference leaks one and fills another.
    pub(super) rules: &'static [Rule],
    pub(super) name: &'a Name,
    pub(super) excuse: Option<Excuse>,
}

/// Runs the body once, with the choices on the tape. No loop goes on for more than `rounds`.
pub(super) fn run<'a>(body: &'a Block, tape: &mut Tape, rounds: usize) -> Vec<Event<'a>> {
    tape.rewind();
    let flags = [None; FLAGS + FACTS];
    let (state, at) = (Objects::default(), Site::end(body));
    let mut run = Run { tape, rounds, flags, slots: vec![], vars: vec![], state, events: vec![], at };
    run.block(body);
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
    /// Where the run is.
    at: Site,
}

struct Slot<'a> {
    name: &'a Name,
    held: Option<Held>,
    /// Wrong already.
    tainted: bool,
    /// The conditional acquire that filled it, or failed to; otherwise 0.
    acquire: Acquire,
}

#[derive(Clone, Copy)]
struct Held {
    object: usize,
}

type Acquire = usize;

struct Var<'a> {
    name: &'a Name,
    value: Value,
    /// Bound to an object that nothing kept any more, or of another name when that was given up.
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
    /// Objects that a lost reference keeps for ever, or that were used when nothing kept them.
    wrong: Vec<usize>,
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
                self.fill(into, Some(object), 0);
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
                    return Flow::Return;
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
                None => return Flow::Return,
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
            Stmt::Return => return Flow::Return,
            Stmt::Panic => return Flow::Dead,
        }
        Flow::Next
    }

    /// Whether each slot is held; nothing while the outcome of its acquire is open.
    fn known(&self) -> Vec<(&'a Name, Option<bool>)> {
        let is_open = |slot: &Slot<'_>| slot.acquire != 0 && !self.state.heeded.contains(&slot.acquire);
        let known = |slot: &Slot<'a>| (slot.name, (!is_open(slot)).then_some(slot.held.is_some()));
        self.slots.iter().map(known).collect()
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
            Head::For | Head::While if last => {
                self.events.push(Event::Turned(false));
                false
            }
            Head::For => self.turns(),
            Head::While => self.tested(Site::condition(head)),
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
            Cond::Call => self.tested(site),
            Cond::Witness(name) => self.heeded(self.value(name)).is_some(),
            Cond::Not(inner) => !self.condition(inner),
            Cond::And(left, right) => self.condition(left) && self.condition(right),
            Cond::Or(left, right) => self.condition(left) || self.condition(right),
        }
    }

    /// A condition that has one value in the whole run.
    fn constant(&mut self, site: Site, index: usize) -> bool {
        let (before, known) = (self.flags[index], self.known());
        let value = before.unwrap_or_else(|| self.tape.choose(2) == 0);
        self.flags[index] = Some(value);
        self.events.push(Event::Tested(site, known));
        self.events.push(Event::Flag { site, index, value, again: before.is_some() });
        value
    }

    fn tested(&mut self, site: Site) -> bool {
        self.events.push(Event::Tested(site, self.known()));
        self.turns()
    }

    fn turns(&mut self) -> bool {
        let value = self.tape.choose(2) == 0;
        self.events.push(Event::Turned(value));
        value
    }

    /// The outcome of an acquire that is looked at now.
    fn outcome(&mut self, source: &'a Source) -> Option<usize> {
        let value = self.acquire(source);
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

    fn acquire(&mut self, source: &'a Source) -> Value {
        let (into, object) = match source {
            Source::Bound(_, name) => return self.value(name),
            Source::Find(into) | Source::Open(into) => (into, None),
            Source::TryGet(mm, into) => (into, Some(self.object(mm))),
        };
        self.state.acquired += 1;
        let acquire = self.state.acquired;
        let outcome = self.turns().then(|| object.unwrap_or(PARAMETERS + acquire));
        self.fill(into, outcome, acquire);
        Value::Outcome(acquire, outcome)
    }

    fn fill(&mut self, into: &Name, object: Option<usize>, acquire: Acquire) {
        let slot = self.slot(into);
        let before = self.slots[slot].held;
        if let Some(before) = before {
            self.state.wrong.push(before.object);
            self.violated(&[Rule::C7], slot);
        }
        let stays = before.filter(|_| object.is_none() && self.tape.choose(2) == 1);
        let slot = &mut self.slots[slot];
        slot.held = object.map(|object| Held { object }).or(stays);
        slot.acquire = acquire;
    }

    /// An assignment. What the slot held is lost.
    fn overwrite(&mut self, name: &Name, with: Option<Held>) {
        let slot = self.slot(name);
        if let Some(before) = self.slots[slot].held {
            self.state.wrong.push(before.object);
            self.violated(&[Rule::C6, Rule::C7], slot);
        }
        let slot = &mut self.slots[slot];
        *slot = Slot { name: slot.name, held: with, tainted: false, acquire: 0 };
    }

    fn give_up(&mut self, what: &Giving) -> Option<Held> {
        let slot = self.slot(what.name());
        self.used(slot);
        self.slots[slot].acquire = 0;
        self.slots[slot].held.take()
    }

    fn transfer(&mut self, from: &'a Giving, into: &'a Name) {
        let source = self.slot(from.name());
        let acquire = self.slots[source].acquire;
        let held = self.give_up(from);
        let wrong = self.slots[source].tainted;
        // Of a reference that holds nothing, the target may be said to hold nothing, or something.
        let moved = match held {
            Some(held) => Some(held.object),
            None => (self.tape.choose(2) == 1).then_some(usize::MAX),
        };
        let target = self.slot(into);
        self.slots[target].tainted |= held.is_none();
        self.events.push(Event::Moved(from.name(), into));
        self.fill(into, moved, acquire);
        self.slots[target].tainted |= wrong;
    }

    /// A reference is given up or vouched with.
    fn used(&mut self, slot: usize) {
        if self.slots[slot].held.is_none() {
            self.violated(&[Rule::C8], slot);
        }
    }

    fn violated(&mut self, rules: &'static [Rule], slot: usize) {
        let slot = &mut self.slots[slot];
        let unheeded = slot.held.is_none() && slot.acquire != 0 && !self.state.heeded.contains(&slot.acquire);
        let excuse = match core::mem::replace(&mut slot.tainted, true) {
            true => Some(Excuse::Consequence),
            false => unheeded.then_some(Excuse::Unheeded),
        };
        let violation = Violation { site: self.at, rules, name: slot.name, excuse };
        self.events.push(Event::Violated(violation));
    }

    /// An object is used: it must be kept by some reference.
    fn object(&mut self, object: &'a Object) -> usize {
        let name = match object {
            Object::Parameter(index) => return *index,
            Object::Bound(name) => name,
        };
        let (Value::Object(object) | Value::Outcome(_, Some(object))) = self.value(name) else { return usize::MAX };
        if !self.is_kept(object) || self.state.wrong.contains(&object) {
            let excuse = if self.state.wrong.contains(&object) {
                Some(Excuse::Consequence)
            } else {
                self.vars.iter().any(|var| var.name == name && var.unnamed).then_some(Excuse::UnderAnotherName)
            };
            self.state.wrong.push(object);
            self.events.push(Event::Violated(Violation { site: self.at, rules: &[Rule::C9], name, excuse }));
        }
        object
    }

    /// The object was given up beside this name. Its other names were not mentioned.
    fn unnamed(&mut self, object: usize, beside: &Object) {
        let is_it = |value: Value| matches!(value, Value::Object(other) if other == object);
        let is_named = |name: &Name| matches!(beside, Object::Bound(beside) if beside == name);
        self.vars.iter_mut().filter(|var| is_it(var.value) && !is_named(var.name)).for_each(|var| var.unnamed = true);
    }

    fn is_kept(&self, object: usize) -> bool {
        let keeps = |slot: &Slot<'_>| slot.held.is_some_and(|held| held.object == object);
        object < PARAMETERS || self.slots.iter().any(keeps)
    }

    fn bind(&mut self, name: &'a Name, value: Value) {
        let unnamed = matches!(value, Value::Object(object) if !self.is_kept(object));
        self.vars.push(Var { name, value, unnamed });
    }

    fn slot(&self, name: &Name) -> usize {
        self.slots.iter().rposition(|slot| slot.name == name).expect("a legal body names slots in scope")
    }

    fn value(&self, name: &Name) -> Value {
        self.vars.iter().rev().find(|var| var.name == name).expect("a legal body names variables in scope").value
    }
}
