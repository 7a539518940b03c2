//! What calls do with references.
//!
//! The passing mode says it: `&mut r` is filled, `&r` is vouched with, a bare `r` is given up.

use syn::{Expr, ExprCall, ExprMethodCall, Path};

use super::about::doubted;
use super::callee::{Callee, is_observing, is_transparent};
use super::field::{observed_of_field, told_of_both};
use super::observe::Place;
use super::register::Role;
use super::scope::Binding;
use super::walk::Walker;
use super::world::{Event, Slot, State, Told, Value, Var, World, Worlds, forgetting, plain, telling};
use super::{Fault, Rule};

/// How one argument passes a reference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    Filled(Slot),
    Vouched(Slot),
    GivenUp(Slot),
    /// `r.take()`: given up, and the slot stays.
    Taken(Slot),
}

/// A call that is made.
#[derive(Clone, Copy)]
pub(super) struct Call<'e> {
    pub(super) callee: Callee,
    pub(super) node: Place<'e>,
    /// The function, if it is called by its name.
    function: Option<&'e Path>,
    pub(super) is_discarded: bool,
}

impl Walker<'_> {
    pub(super) fn call(&mut self, call: &ExprCall, is_discarded: bool, worlds: Worlds) -> Told {
        let (callee, function, worlds) = match &*call.func {
            Expr::Path(path) => (Callee::function(&path.path, self.function.diverging), Some(&path.path), worlds),
            other => (Callee::Other, None, plain(self.expression(other, worlds))),
        };
        let arguments: Vec<&Expr> = call.args.iter().collect();
        let made = Call { callee, node: Place::of(call), function, is_discarded };
        let told = self.pass(made, &arguments, None, worlds);
        match callee {
            Callee::Variant(success) => telling(plain(told), Value::Success(success)),
            Callee::Diverges => Told::new(),
            _ => told,
        }
    }

    pub(super) fn method_call(&mut self, call: &ExprMethodCall, is_discarded: bool, worlds: Worlds) -> Told {
        let arguments: Vec<&Expr> = call.args.iter().collect();
        if let Some(told) = self.taken_from_field(call, &worlds) {
            return told;
        }
        let name = call.method.to_string();
        let made = Call { callee: Callee::method(&name), node: Place::of(call), function: None, is_discarded };
        match self.named(&call.receiver) {
            Some(Binding::Slot(slot)) => return self.method_of_reference(slot, call, worlds),
            Some(Binding::Var(var)) if !is_observing(&name) => {
                let told = self.expression(&call.receiver, worlds);
                let worlds = settled(told, var);
                return self.pass(made, &arguments, Some(var), worlds);
            }
            _ => {}
        }
        let mut told = self.expression(&call.receiver, worlds);
        let mut before = None;
        if name == "unwrap" || name == "expect" {
            (told, before) = self.looked_into(&call.receiver, told);
        }
        let mut after = Told::new();
        for (world, value) in told {
            let (world, value) = observed(doubted(world, before, value, true), value, &name);
            let Some(world) = world else { continue };
            let passed = self.waiting(value, |walker| walker.pass(made, &arguments, None, Worlds::from([world])));
            after.extend(passed.map(|(world, told)| told_of_both(world, value, told)));
        }
        after
    }

    /// `r.take()`, `r.into_raw()` and what else a reference can do.
    fn method_of_reference(&mut self, slot: Slot, call: &ExprMethodCall, worlds: Worlds) -> Told {
        let state = if call.method == "into_raw" { State::Gone } else { State::Escaped };
        let worlds = worlds.each(|world| {
            if world.state(slot) != State::Escaped {
                world.set(slot, state);
            }
        });
        telling(self.stored(&call.args, worlds), Value::Unknown)
    }

    /// Evaluates the arguments, and then does with their references what passing them means.
    fn pass(&mut self, call: Call<'_>, arguments: &[&Expr], receiver: Option<Var>, mut worlds: Worlds) -> Told {
        let callee = call.callee;
        let (mut passed, mut fields) = (Vec::new(), Vec::new());
        let mut objects: Vec<Var> = receiver.into_iter().collect();
        for argument in arguments {
            match self.passed(callee, argument) {
                Some(way) => passed.push((way, Place::of(*argument))),
                None if callee == Callee::Address => worlds = forgetting(self.address(argument, worlds)),
                None => {
                    objects.extend(self.object_named(argument));
                    worlds = self.argument(callee, argument, &mut fields, worlds);
                }
            }
        }
        if let (Callee::MoveRef, [(from, at), (Passed::Filled(to), into)]) = (callee, passed.as_slice()) {
            return telling(self.carried(*from, *at, *to, *into, worlds), Value::Unknown);
        }
        let event = passed
            .iter()
            .any(|(way, _)| matches!(way, Passed::Filled(_)))
            .then(|| self.register.acquire(call.node, call.function));
        if let Some(event) = event {
            worlds = worlds.each(|world| world.restart(event));
        }
        let gives_up = passed.iter().any(|(way, _)| matches!(way, Passed::GivenUp(_) | Passed::Taken(_)));
        for (way, at) in passed {
            worlds = self.done(way, at, call, event, &objects, worlds);
        }
        let told = event.map_or(if gives_up { Value::Last } else { Value::Unknown }, Value::Outcome);
        self.fields_filled(call, fields, told, worlds)
    }

    fn passed(&self, callee: Callee, argument: &Expr) -> Option<Passed> {
        match argument {
            Expr::Paren(paren) => self.passed(callee, &paren.expr),
            Expr::Reference(reference) => {
                let inner = match &*reference.expr {
                    Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                        self.slot_named(&unary.expr).filter(|slot| self.role(*slot) == Role::Acquired)
                    }
                    other => self.slot_named(other),
                }?;
                match reference.mutability {
                    Some(_) if callee == Callee::Memory => None,
                    Some(_) => Some(Passed::Filled(inner)),
                    None => Some(Passed::Vouched(inner)),
                }
            }
            Expr::MethodCall(call) if call.method == "take" && call.args.is_empty() => {
                self.slot_named(&call.receiver).map(Passed::Taken)
            }
            other => self.slot_named(other).map(|slot| match self.role(slot) {
                Role::Acquired => Passed::Filled(slot),
                Role::Local | Role::Released => Passed::GivenUp(slot),
            }),
        }
    }

    fn object_named(&self, argument: &Expr) -> Option<Var> {
        let named = match argument {
            Expr::Reference(reference) => self.named(&reference.expr),
            other => self.named(other),
        };
        match named? {
            Binding::Var(var) => Some(var),
            Binding::Slot(_) => None,
        }
    }

    fn done(
        &mut self,
        way: Passed,
        at: Place<'_>,
        call: Call<'_>,
        event: Option<Event>,
        objects: &[Var],
        worlds: Worlds,
    ) -> Worlds {
        let callee = call.callee;
        match way {
            Passed::Filled(slot) => {
                self.filled(slot, at, callee, event, worlds).each(|world| world.keep(objects, slot))
            }
            Passed::Vouched(slot) => {
                self.must_be_held(slot, &worlds, at, Fault::VouchedIdle);
                worlds
            }
            Passed::GivenUp(slot) | Passed::Taken(slot) => {
                if !matches!(callee, Callee::Keeper | Callee::Variant(_) | Callee::Memory) {
                    self.must_be_held(slot, &worlds, at, Fault::GivenUpIdle);
                }
                let left = if way == Passed::Taken(slot) { State::Idle } else { State::Gone };
                // What a put returns tells whether the object is the caller's now.
                let kills = callee == Callee::Other && call.is_discarded;
                worlds.each(|world| give_up(world, slot, left, kills.then_some(objects)))
            }
        }
    }

    fn filled(&mut self, slot: Slot, at: Place<'_>, callee: Callee, event: Option<Event>, worlds: Worlds) -> Worlds {
        let Some(event) = event else { return worlds };
        let own = self.role(slot) == Role::Acquired && !matches!(callee, Callee::MoveRef | Callee::Get);
        if !own || self.is_filled_by_the_same(slot, event, &worlds) {
            self.refilled(slot, &worlds, at, Fault::Refilled);
        }
        worlds.each(|world| match world.state(slot) {
            State::Held(before) if own && world.is_told(before) => world.set(slot, State::Escaped),
            State::Held(_) if own => {}
            State::Gone | State::Escaped => world.set(slot, State::Escaped),
            State::Idle | State::Held(_) => world.set(slot, State::Held(event)),
        })
    }

    /// An acquiring function's own reference is a `&mut`, which may be passed to be vouched with, too. Not twice to the
    /// function that has filled it, unless another one had it in between: then that may have been what filled it.
    fn is_filled_by_the_same(&mut self, slot: Slot, event: Event, worlds: &Worlds) -> bool {
        let held = worlds.iter().filter_map(|world| match world.state(slot) {
            State::Held(before) => Some(before),
            State::Idle | State::Gone | State::Escaped => None,
        });
        let (same, others): (Vec<Event>, Vec<Event>) =
            held.partition(|before| self.register.are_of_one_function(*before, event));
        others.into_iter().for_each(|before| self.register.may_be_of_another(before));
        !same.is_empty()
    }

    /// A reference is given up, moved or vouched with.
    pub(super) fn must_be_held(&mut self, slot: Slot, worlds: &Worlds, place: Place<'_>, fault: Fault) {
        let of = Binding::Slot(slot);
        for world in worlds.iter().filter(|world| !world.doubtful.contains(slot)) {
            match world.state(slot) {
                State::Idle => self.observations.wrong(Rule::C8, of, place, fault, None),
                State::Held(_) | State::Gone | State::Escaped => self.observations.fine(Rule::C8, of, place),
            }
        }
    }

    /// `move_ref(from, &mut to)`.
    fn carried(&mut self, from: Passed, at: Place<'_>, to: Slot, into: Place<'_>, worlds: Worlds) -> Worlds {
        let (Passed::GivenUp(source) | Passed::Taken(source)) = from else {
            return worlds;
        };
        self.must_be_held(source, &worlds, at, Fault::GivenUpIdle);
        self.refilled(to, &worlds, into, Fault::Refilled);
        let left = if from == Passed::Taken(source) { State::Idle } else { State::Gone };
        worlds.each(|world| {
            let said = world.state(source) == State::Idle;
            world.transfer(source, to, left);
            if said {
                world.set(to, State::Escaped);
            }
        })
    }
}

/// The reference is given up. The objects beside it are not kept by it any more; those that are not beside it, or all
/// if it went to somebody who keeps it, live on with the reference.
fn give_up(world: &mut World, slot: Slot, left: State, beside: Option<&[Var]>) {
    if world.state(slot) == State::Escaped {
        return;
    }
    let doubtful = world.doubtful.contains(slot);
    let objects = world.objects_of(slot);
    world.set(slot, left);
    world.kept.retain(|(_, by)| by != Some(slot));
    for object in objects {
        match beside {
            Some(beside) if beside.contains(&object) && !doubtful => {
                if let (false, Value::Object(event)) = (world.is_kept(object), world.fact(object)) {
                    world.dead.insert(object);
                    world.over.insert(event);
                }
            }
            _ => world.kept.insert((object, None)),
        }
    }
}

/// What a method says of the witness that it is called on. `None` for a world that does not come back.
fn observed(mut world: World, value: Value, method: &str) -> (Option<World>, Value) {
    if let Value::OfField(..) = value {
        let (world, value) = observed_of_field(world, value, method);
        return (Some(world), value);
    }
    let Value::Outcome(event) = value else {
        let value = match (value, method) {
            (Value::Success(success), "is_some" | "is_ok") => Value::Bool(success),
            (Value::Success(success), "is_none" | "is_err") => Value::Bool(!success),
            (Value::Success(success), name) if is_transparent(name) => Value::Success(success),
            _ => Value::Unknown,
        };
        return (Some(world), value);
    };
    match method {
        "is_some" | "is_ok" => (Some(world), Value::Truth(event, true)),
        "is_none" | "is_err" | "is_null" => (Some(world), Value::Truth(event, false)),
        "unwrap" | "expect" => (world.decide(event, true), Value::Object(event)),
        name if is_transparent(name) => (Some(world), Value::Outcome(event)),
        _ => {
            world.lose(value);
            (Some(world), Value::Unknown)
        }
    }
}

/// A variable on which an unknown method is called may be another one afterwards; an object stays what it is.
fn settled(told: Told, var: Var) -> Worlds {
    plain(told.each(|(world, value)| {
        if !matches!(value, Value::Object(_)) {
            world.lose(*value);
            world.facts.remove(var);
        }
    }))
}
