//! Random bodies, most of which are nearly right: a generator that writes nonsense finds only nonsense.
//!
//! The generator has a belief about each slot, and mostly does what is sensible with a slot of that kind.
//!
//! | file | what it is |
//! | --- | --- |
//! | `belief` | what is believed of the slots |
//! | `acquire` | acquires, and the ways to look at their outcome |
//! | `release` | releases, and ways out |

mod acquire;
mod belief;
mod release;

use super::body::{Block, Cond, FACTS, FLAGS, Function, Head, Kind, Name, Object, Own, Stmt};
use super::dice::Dice;
use super::legal::reaches_its_end;
use belief::{Belief, Scope, Slot};

/// What a body may consist of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taste {
    /// Roughly how many statements.
    pub(super) size: usize,
    /// How often it does something that is not sensible, in percent.
    pub(super) wild: usize,
    /// Flags are tested again and again, so that conditions depend on each other.
    pub(super) repeats_flags: bool,
    /// Nothing but declarations, acquires, releases, `?` and exits.
    pub(super) plain: bool,
    /// The function's own reference.
    pub(super) own: Option<Own>,
}

pub(super) fn function(dice: &mut Dice, taste: Taste) -> Function {
    let returns = match taste.own {
        None => Some(Kind::Option),
        Some(_) => dice.weigh(&[(6, Some(Kind::Option)), (3, Some(Kind::Bool)), (1, None)]),
    };
    let scope = Scope::with(taste.own);
    let mut generator = Generator { dice, taste, returns, left: taste.size, names: 0, flags: 0, scope, frames: vec![] };
    let body = generator.block(0);
    Function { own: taste.own, returns, body }
}

struct Generator<'a> {
    dice: &'a mut Dice,
    taste: Taste,
    returns: Option<Kind>,
    left: usize,
    names: usize,
    flags: usize,
    scope: Scope,
    frames: Vec<Frame>,
}

struct Frame {
    label: Option<Name>,
    repeats: bool,
    /// Slots that existed before it.
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
            if depth == 0 {
                body.extend(self.finish());
            }
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
            (if held { 1 } else { 5 } * usize::from(self.may_fail()), Idea::Work),
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
            Idea::Vouch => self.vouch(),
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
        let own = self.taste.own.map(Own::name);
        let slots = self.scope.slots.iter().filter(|slot| own.is_none_or(|own| slot.name != own));
        let names: Vec<Name> = slots.map(|slot| slot.name.clone()).collect();
        let shadowed = if self.dice.percent(6) { self.dice.pick(&names) } else { None };
        let name = shadowed.unwrap_or_else(|| self.name('r'));
        let loops = self.loops();
        self.scope.slots.push(Slot { name: name.clone(), belief: Belief::Idle, loops });
        vec![if self.dice.percent(85) { Stmt::Declare(name) } else { Stmt::Plain(name) }]
    }

    fn vouch(&mut self) -> Block {
        let shown = self.taste.own.filter(|own| *own == Own::Shown && self.dice.percent(50));
        let name = shown.map(|own| own.name().to_owned()).or_else(|| self.held().map(|slot| slot.name));
        name.map(Stmt::Vouch).into_iter().collect()
    }

    fn renew(&mut self) -> Block {
        let Some(slot) = self.slot(|belief| *belief == Belief::Moved) else { return vec![] };
        self.believe(&slot.name, Belief::Idle);
        vec![Stmt::Renew(slot.name)]
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

    fn any_object(&mut self) -> Object {
        match self.dice.below(5) {
            0 => self.dice.pick(&self.scope.objects).map_or(Object::Parameter(0), Object::Bound),
            other => Object::Parameter(other % 2),
        }
    }

    fn label(&mut self) -> Option<Name> {
        if self.dice.percent(40) { Some(self.name('l')) } else { None }
    }

    /// Whether `?` is allowed.
    fn may_fail(&self) -> bool {
        self.returns == Some(Kind::Option)
    }

    fn loops(&self) -> usize {
        self.frames.iter().filter(|frame| frame.repeats).count()
    }

    fn name(&mut self, kind: char) -> Name {
        self.names += 1;
        format!("{kind}{}", self.names)
    }
}
