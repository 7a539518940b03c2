//! Random bodies, most of which are nearly right: a generator that writes nonsense finds only nonsense.
//!
//! The generator has a belief about each slot, and does what is sensible with a slot of that kind, except sometimes.

use super::body::{Block, Cond, FACTS, FLAGS, Form, Giving, Head, Kind, Name, Object, Source, Stmt, Test};
use super::dice::Dice;
use super::legal::reaches_its_end;

/// What a body may be made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taste {
    /// Statements, about.
    pub(super) size: usize,
    /// How often it does what isn't sensible, in percent.
    pub(super) wild: usize,
    /// Flags are tested again and again, so that conditions depend on each other.
    pub(super) repeats_flags: bool,
    /// Nothing but declarations, acquires, releases, `?` and exits.
    pub(super) plain: bool,
}

pub(super) fn body(dice: &mut Dice, taste: Taste) -> Block {
    let mut generator =
        Generator { dice, taste, left: taste.size, names: 0, flags: 0, scope: Scope::default(), frames: vec![] };
    generator.block(0)
}

struct Generator<'a> {
    dice: &'a mut Dice,
    taste: Taste,
    left: usize,
    names: usize,
    flags: usize,
    scope: Scope,
    frames: Vec<Frame>,
}

#[derive(Clone, Default)]
struct Scope {
    slots: Vec<Slot>,
    objects: Vec<Name>,
    witnesses: Vec<Witness>,
    reasons: Vec<Reason>,
}

/// A slot that is held if a condition was true, which has the same value when it is tested again.
#[derive(Clone)]
struct Reason {
    slot: Name,
    cond: Cond,
}

#[derive(Clone)]
struct Slot {
    name: Name,
    belief: Belief,
    /// Loops around its declaration: one that is given up in a further loop must be taken, not moved.
    loops: usize,
}

#[derive(Clone, PartialEq, Eq)]
enum Belief {
    Idle,
    Held(Object),
    Moved,
    /// Held if the witness says so, or on some paths.
    Perhaps,
}

#[derive(Clone)]
struct Witness {
    name: Name,
    kind: Kind,
    slot: Name,
    object: Option<Object>,
}

struct Frame {
    label: Option<Name>,
    repeats: bool,
    /// Slots that were there before it.
    slots: usize,
}

#[derive(Clone, Copy)]
enum Idea {
    Declare,
    Acquire,
    Release,
    Vouch,
    Read,
    Work,
    If,
    Ask,
    Repeat,
    Block,
    Exit,
    Renew,
    Rotate,
}

/// What a test or `?` binds, and what that says of the slot.
struct Asked {
    source: Source,
    bound: Name,
    slot: Name,
    object: Option<Object>,
}

impl Generator<'_> {
    fn block(&mut self, depth: usize) -> Block {
        let scope = &self.scope;
        let before = (scope.slots.len(), scope.objects.len(), scope.witnesses.len(), scope.reasons.len());
        let mut body = vec![];
        let length = if depth == 0 { self.taste.size } else { 1 + self.dice.below(4) };
        for _ in 0..length {
            if self.left == 0 || !reaches_its_end(&body) {
                break;
            }
            self.left -= 1;
            body.extend(self.statements(depth));
        }
        if reaches_its_end(&body) {
            body.extend(self.cleanup(before.0));
        }
        self.scope.slots.truncate(before.0);
        self.scope.objects.truncate(before.1);
        self.scope.witnesses.truncate(before.2);
        self.scope.reasons.truncate(before.3);
        body
    }

    fn statements(&mut self, depth: usize) -> Block {
        let nested = usize::from(depth < 3 && !self.taste.plain && self.left > 0);
        let slots = self.scope.slots.len();
        let declare = if slots == 0 {
            40
        } else if slots < 3 {
            4
        } else {
            0
        };
        let held = self.scope.slots.iter().any(|slot| matches!(slot.belief, Belief::Held(_)));
        let ask = if self.scope.witnesses.is_empty() { 0 } else { 14 };
        let idea = self.dice.weigh(&[
            (declare, Idea::Declare),
            (16, Idea::Acquire),
            (if held || !self.scope.reasons.is_empty() { 10 } else { 1 }, Idea::Release),
            (if held { 4 } else { 1 }, Idea::Vouch),
            (2, Idea::Read),
            (if held { 1 } else { 5 }, Idea::Work),
            (10 * nested, Idea::If),
            (ask, Idea::Ask),
            (6 * nested, Idea::Repeat),
            (3 * nested, Idea::Block),
            (if depth > 0 { 6 } else { 1 }, Idea::Exit),
            (4, Idea::Renew),
            (if held && self.loops() > 0 { 8 } else { 1 }, Idea::Rotate),
        ]);
        self.realise(idea, depth)
    }

    fn realise(&mut self, idea: Idea, depth: usize) -> Block {
        match idea {
            Idea::Declare => self.declare(),
            Idea::Acquire => self.acquire(depth),
            Idea::Release => self.release_or_ask_why(),
            Idea::Vouch => self.held().map(|slot| Stmt::Vouch(slot.name)).into_iter().collect(),
            Idea::Read => {
                self.dice.pick(&self.scope.objects).map(|name| Stmt::Read(Object::Bound(name))).into_iter().collect()
            }
            Idea::Work => vec![Stmt::Work],
            Idea::If => self.branch(depth),
            Idea::Ask => self.ask(depth),
            Idea::Repeat => self.repeat(depth),
            Idea::Block => self.labelled(depth),
            Idea::Exit => self.exit(),
            Idea::Renew => self.renew(),
            Idea::Rotate => self.rotate(depth),
        }
    }

    fn declare(&mut self) -> Block {
        let names: Vec<Name> = self.scope.slots.iter().map(|slot| slot.name.clone()).collect();
        let shadowed = if self.dice.percent(6) { self.dice.pick(&names) } else { None };
        let name = shadowed.unwrap_or_else(|| self.name('r'));
        let loops = self.loops();
        self.scope.slots.push(Slot { name: name.clone(), belief: Belief::Idle, loops });
        vec![if self.dice.percent(85) { Stmt::Declare(name) } else { Stmt::Plain(name) }]
    }

    fn renew(&mut self) -> Block {
        let Some(slot) = self.slot(|belief| *belief == Belief::Moved) else { return vec![] };
        self.believe(&slot.name, Belief::Idle);
        vec![Stmt::Renew(slot.name)]
    }

    fn acquire(&mut self, depth: usize) -> Block {
        let Some(slot) = self.slot(|belief| *belief == Belief::Idle) else { return vec![] };
        let object = self.any_object();
        if self.dice.percent(30) {
            self.believe(&slot.name, Belief::Held(object.clone()));
            return vec![Stmt::Get(object, slot.name)];
        }
        let name = slot.name.clone();
        let (source, object) = match self.dice.below(4) {
            0 | 1 => (Source::Find(name), None),
            2 => (Source::Open(name), None),
            _ => (Source::TryGet(object.clone(), name), Some(object)),
        };
        if self.dice.percent(25) {
            let name = self.name('w');
            let (kind, slot) = (source.kind(), slot.name);
            self.believe(&slot, Belief::Perhaps);
            self.scope.witnesses.push(Witness { name: name.clone(), kind, slot, object });
            return vec![Stmt::Bind(name, source)];
        }
        self.look(source, slot.name, object, depth)
    }

    /// Acquires something new, and puts it in the place of what a slot held.
    fn rotate(&mut self, depth: usize) -> Block {
        let Some(old) = self.held() else { return vec![] };
        let mut body = if self.dice.percent(60) { self.declare() } else { vec![] };
        let Some(new) = self.slot(|belief| *belief == Belief::Idle).filter(|new| new.name != old.name) else {
            return body;
        };
        body.extend(self.look(Source::Find(new.name.clone()), new.name.clone(), Some(Object::Parameter(0)), depth));
        if self.sensible() {
            body.extend(self.give_back(&old.name));
        }
        let from = self.giving(&new);
        self.believe(&old.name, Belief::Held(Object::Parameter(0)));
        body.push(Stmt::Move(from, old.name));
        body
    }

    /// Tests a variable that was bound before.
    fn ask(&mut self, depth: usize) -> Block {
        let Some(witness) = self.dice.pick(&self.scope.witnesses) else { return vec![] };
        self.look(Source::Bound(witness.kind, witness.name), witness.slot, witness.object, depth)
    }

    /// Looks at the outcome of an acquire, in one of the ways to do that.
    fn look(&mut self, source: Source, slot: Name, object: Option<Object>, depth: usize) -> Block {
        let bound = self.name('m');
        let object = if source.kind() == Kind::Bool { object } else { Some(Object::Bound(bound.clone())) };
        let asked = Asked { source, bound, slot, object };
        let is_bool = asked.source.kind() == Kind::Bool;
        let again = !matches!(asked.source, Source::Bound(..)) && depth < 3 && !self.taste.plain;
        match self.dice.below(10) {
            0 | 1 if !is_bool => {
                self.found(&asked);
                vec![Stmt::Question { bound: asked.bound, source: asked.source }]
            }
            2 if !is_bool && self.dice.percent(40) => {
                self.found(&asked);
                vec![Stmt::Unwrap { bound: asked.bound, source: asked.source }]
            }
            3 | 4 => self.let_else(asked),
            5 if again => self.while_let(asked, depth),
            _ if depth < 4 => self.test(asked, depth),
            _ => self.let_else(asked),
        }
    }

    fn found(&mut self, asked: &Asked) {
        if asked.source.kind() != Kind::Bool {
            self.scope.objects.push(asked.bound.clone());
        }
        self.believe_held(asked);
    }

    fn believe_held(&mut self, asked: &Asked) {
        let known = self.scope.slots.iter().any(|slot| slot.name == asked.slot && slot.belief == Belief::Moved);
        if let Some(object) = asked.object.clone().filter(|_| !known) {
            self.believe(&asked.slot, Belief::Held(object));
        }
    }

    fn let_else(&mut self, asked: Asked) -> Block {
        let before = self.scope.clone();
        self.believe_failed(&asked.slot);
        let mut otherwise = if self.dice.percent(20) { self.release() } else { vec![] };
        let exit = self.exit();
        otherwise.extend(exit);
        if reaches_its_end(&otherwise) {
            otherwise.push(Stmt::Return);
        }
        self.scope = before;
        self.found(&asked);
        vec![Stmt::LetElse { bound: asked.bound, source: asked.source, otherwise }]
    }

    fn believe_failed(&mut self, slot: &Name) {
        let moved = self.scope.slots.iter().any(|known| known.name == *slot && known.belief == Belief::Moved);
        if !moved {
            self.believe(slot, Belief::Idle);
        }
    }

    fn test(&mut self, asked: Asked, depth: usize) -> Block {
        let form = self.dice.weigh(&[(4, Form::Pattern), (3, Form::Match), (2, Form::Predicate), (1, Form::Negated)]);
        let before = self.scope.clone();
        if form.binds() {
            self.found(&asked);
        } else if asked.source.kind() == Kind::Bool {
            self.believe_held(&asked);
        } else {
            self.believe(&asked.slot, Belief::Held(Object::Parameter(0)));
        }
        let then = self.block(depth + 1);
        let taken = core::mem::replace(&mut self.scope, before.clone());
        self.believe_failed(&asked.slot);
        let otherwise = if self.dice.percent(55) { self.block(depth + 1) } else { vec![] };
        let missed = core::mem::replace(&mut self.scope, before);
        self.merge(&then, taken, &otherwise, missed);
        vec![Stmt::Test(Test { form, source: asked.source, bound: asked.bound, then, otherwise })]
    }

    fn while_let(&mut self, asked: Asked, depth: usize) -> Block {
        let before = self.scope.clone();
        let label = self.label();
        self.frames.push(Frame { label: label.clone(), repeats: true, slots: before.slots.len() });
        self.found(&asked);
        let mut body = self.block(depth + 1);
        if reaches_its_end(&body) && self.dice.percent(85) {
            body.extend(self.give_back(&asked.slot));
        }
        self.frames.pop();
        self.scope = before;
        vec![Stmt::Repeat { label, head: Head::WhileLet(asked.bound, asked.source), body }]
    }

    fn branch(&mut self, depth: usize) -> Block {
        let cond = self.condition(0);
        let before = self.scope.clone();
        let then = self.block(depth + 1);
        let taken = core::mem::replace(&mut self.scope, before.clone());
        let otherwise = if self.dice.percent(50) { self.block(depth + 1) } else { vec![] };
        let missed = core::mem::replace(&mut self.scope, before);
        self.remember(&cond, &taken, &missed);
        self.merge(&then, taken, &otherwise, missed);
        vec![Stmt::If(cond, then, otherwise)]
    }

    /// Which slots are held after a branch because of its condition.
    fn remember(&mut self, cond: &Cond, taken: &Scope, missed: &Scope) {
        if !self.taste.repeats_flags || !stays(cond) {
            return;
        }
        for (one, other) in taken.slots.iter().zip(&missed.slots) {
            let cond = match (&one.belief, &other.belief) {
                (Belief::Held(_), Belief::Idle | Belief::Moved) => cond.clone(),
                (Belief::Idle | Belief::Moved, Belief::Held(_)) => Cond::Not(Box::new(cond.clone())),
                _ => continue,
            };
            self.scope.reasons.push(Reason { slot: one.name.clone(), cond });
        }
    }

    /// What to believe where two branches come together.
    fn merge(&mut self, then: &Block, taken: Scope, otherwise: &Block, missed: Scope) {
        for (at, slot) in self.scope.slots.iter_mut().enumerate() {
            let (one, other) = (taken.slots[at].belief.clone(), missed.slots[at].belief.clone());
            slot.belief = match (reaches_its_end(then), reaches_its_end(otherwise)) {
                (true, false) => one,
                (false, true) => other,
                _ if one == other => one,
                _ if one == Belief::Moved || other == Belief::Moved => Belief::Moved,
                _ => Belief::Perhaps,
            };
        }
    }

    fn condition(&mut self, depth: usize) -> Cond {
        let flags: Vec<Name> =
            self.scope.witnesses.iter().filter(|it| it.kind == Kind::Bool).map(|it| it.name.clone()).collect();
        match self.dice.below(12) {
            0 if depth < 2 => Cond::And(Box::new(self.condition(depth + 1)), Box::new(self.condition(depth + 1))),
            1 if depth < 2 => Cond::Or(Box::new(self.condition(depth + 1)), Box::new(self.condition(depth + 1))),
            2 | 3 if depth < 2 => Cond::Not(Box::new(self.condition(depth + 1))),
            4..=6 if !flags.is_empty() => Cond::Witness(self.dice.pick(&flags).unwrap_or_default()),
            7 | 8 => Cond::Call,
            _ => self.flag(),
        }
    }

    fn flag(&mut self) -> Cond {
        if self.taste.repeats_flags {
            let fact = self.dice.percent(60);
            return if fact { Cond::Fact(self.dice.below(FACTS)) } else { Cond::Flag(self.dice.below(FLAGS)) };
        }
        if self.flags == FLAGS || self.loops() > 0 {
            return Cond::Call;
        }
        self.flags += 1;
        Cond::Flag(self.flags - 1)
    }

    fn repeat(&mut self, depth: usize) -> Block {
        let head = self.dice.weigh(&[(4, 0), (2, 1), (3, 2)]);
        let head = [Head::For, Head::While, Head::Loop][head].clone();
        let label = self.label();
        let before = self.scope.clone();
        self.frames.push(Frame { label: label.clone(), repeats: true, slots: before.slots.len() });
        let mut body = self.block(depth + 1);
        if head == Head::Loop && self.dice.percent(80) {
            let exit = Stmt::If(self.condition(1), vec![Stmt::Break(None)], vec![]);
            body.insert(self.dice.below(body.len() + 1), exit);
        }
        self.frames.pop();
        let after = core::mem::replace(&mut self.scope, before);
        if head != Head::Loop {
            self.merge(&vec![], after, &vec![], self.scope.clone());
        } else {
            self.scope.slots = after.slots;
        }
        vec![Stmt::Repeat { label, head, body }]
    }

    fn labelled(&mut self, depth: usize) -> Block {
        let label = if self.dice.percent(50) { Some(self.name('l')) } else { None };
        if label.is_some() {
            self.frames.push(Frame { label: label.clone(), repeats: false, slots: self.scope.slots.len() });
        }
        let body = self.block(depth + 1);
        if label.is_some() {
            self.frames.pop();
        }
        vec![Stmt::Block { label, body }]
    }

    /// Leaves the function, a loop or a labelled block, mostly after giving up what must not be left held.
    fn exit(&mut self) -> Block {
        let frame = if self.frames.is_empty() { None } else { Some(self.dice.below(self.frames.len())) };
        let innermost = frame.is_some_and(|at| at + 1 == self.frames.len());
        let (stmt, from) = match (frame, self.dice.below(8)) {
            (_, 0) => (Stmt::Panic, usize::MAX),
            (Some(at), 1..=5) => {
                let frame = &self.frames[at];
                let label =
                    if innermost && frame.repeats && self.dice.percent(70) { None } else { frame.label.clone() };
                let again = frame.repeats && self.dice.percent(45);
                if label.is_none() && !(innermost && frame.repeats) {
                    (Stmt::Return, 0)
                } else if again {
                    (Stmt::Continue(label), frame.slots)
                } else {
                    (Stmt::Break(label), frame.slots)
                }
            }
            _ => (Stmt::Return, 0),
        };
        let mut body = self.cleanup(from);
        body.push(stmt);
        body
    }

    /// Gives up what is held, of the slots from this one on.
    fn cleanup(&mut self, from: usize) -> Block {
        let names: Vec<Name> = self.scope.slots.iter().skip(from).rev().map(|slot| slot.name.clone()).collect();
        names.iter().flat_map(|name| if self.sensible() { self.give_back(name) } else { vec![] }).collect()
    }

    fn give_back(&mut self, name: &Name) -> Block {
        let Some(slot) = self.scope.slots.iter().rev().find(|slot| slot.name == *name).cloned() else { return vec![] };
        match &slot.belief {
            Belief::Held(object) => {
                let object = object.clone();
                vec![Stmt::Put(object, self.giving(&slot))]
            }
            Belief::Perhaps => {
                let reason = self.scope.reasons.iter().rev().find(|reason| reason.slot == *name).cloned();
                if let Some(reason) = reason {
                    let then = vec![Stmt::Put(Object::Parameter(0), self.giving(&slot))];
                    let cond = if self.dice.percent(50) { agreeing(reason.cond) } else { reason.cond };
                    return vec![Stmt::If(cond, then, vec![])];
                }
                let witness = self.scope.witnesses.iter().rev().find(|witness| witness.slot == *name).cloned();
                witness.map(|witness| self.if_held(&slot, witness)).into_iter().collect()
            }
            Belief::Idle | Belief::Moved => vec![],
        }
    }

    fn if_held(&mut self, slot: &Slot, witness: Witness) -> Stmt {
        let bound = self.name('m');
        let object = witness.object.unwrap_or_else(|| Object::Bound(bound.clone()));
        let then = vec![Stmt::Put(object, self.giving(slot))];
        let source = Source::Bound(witness.kind, witness.name);
        Stmt::Test(Test { form: Form::Pattern, source, bound, then, otherwise: vec![] })
    }

    fn release_or_ask_why(&mut self) -> Block {
        let reasons: Vec<Name> = self.scope.reasons.iter().map(|reason| reason.slot.clone()).collect();
        match self.dice.pick(&reasons) {
            Some(slot) => self.give_back(&slot),
            None => self.release(),
        }
    }

    fn release(&mut self) -> Block {
        let Some(slot) = self.held() else { return vec![] };
        let object = match &slot.belief {
            Belief::Held(object) => object.clone(),
            _ => Object::Parameter(0),
        };
        let into = self.slot(|belief| *belief == Belief::Idle).filter(|into| into.name != slot.name);
        match into {
            Some(into) if self.dice.percent(45) => {
                let from = self.giving(&slot);
                self.believe(&into.name, slot.belief.clone());
                match from {
                    Giving::Whole(from) if self.dice.percent(15) => vec![Stmt::Assign(into.name, from)],
                    from => vec![Stmt::Move(from, into.name)],
                }
            }
            _ => vec![Stmt::Put(object, self.giving(&slot))],
        }
    }

    /// By value, and what the slot is then.
    fn giving(&mut self, slot: &Slot) -> Giving {
        let take = if slot.loops < self.loops() { 75 } else { 12 };
        if self.dice.percent(take) {
            self.believe(&slot.name, Belief::Idle);
            Giving::Taken(slot.name.clone())
        } else {
            self.believe(&slot.name, Belief::Moved);
            Giving::Whole(slot.name.clone())
        }
    }

    fn held(&mut self) -> Option<Slot> {
        self.slot(|belief| matches!(belief, Belief::Held(_)))
    }

    /// A slot of this kind, or sometimes of another.
    fn slot(&mut self, sensible: impl Fn(&Belief) -> bool) -> Option<Slot> {
        let wild = !self.sensible();
        let fit = |slot: &&Slot| if wild { slot.belief != Belief::Moved } else { sensible(&slot.belief) };
        let slots: Vec<Slot> = self.scope.slots.iter().filter(fit).cloned().collect();
        self.dice.pick(&slots)
    }

    fn sensible(&mut self) -> bool {
        !self.dice.percent(self.taste.wild)
    }

    fn believe(&mut self, name: &Name, belief: Belief) {
        if let Some(slot) = self.scope.slots.iter_mut().rev().find(|slot| slot.name == *name) {
            slot.belief = belief;
        }
    }

    fn any_object(&mut self) -> Object {
        match self.dice.below(5) {
            0 => self.dice.pick(&self.scope.objects).map_or(Object::Parameter(0), Object::Bound),
            other => Object::Parameter(other % 2),
        }
    }

    fn label(&mut self) -> Option<Name> {
        if self.dice.percent(40) { Some(self.name('l')) } else { None }
    }

    fn loops(&self) -> usize {
        self.frames.iter().filter(|frame| frame.repeats).count()
    }

    fn name(&mut self, kind: char) -> Name {
        self.names += 1;
        format!("{kind}{}", self.names)
    }
}

/// Whether a condition is the same when it is tested again.
fn stays(cond: &Cond) -> bool {
    match cond {
        Cond::Flag(_) | Cond::Fact(_) | Cond::Witness(_) => true,
        Cond::Call => false,
        Cond::Not(inner) => stays(inner),
        Cond::And(left, right) | Cond::Or(left, right) => stays(left) && stays(right),
    }
}

/// Another condition that has the same value in every run.
fn agreeing(cond: Cond) -> Cond {
    match cond {
        Cond::Fact(0) => Cond::Fact(FACTS - 1),
        Cond::Fact(2) => Cond::Fact(0),
        Cond::Not(inner) => Cond::Not(Box::new(agreeing(*inner))),
        other => other,
    }
}
