//! What calls do with references.
//!
//! The passing mode says it: `&mut r` is filled, `&r` is vouched with, a bare `r` is given up.

use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprMethodCall, Ident, Path};

use super::about::doubted;
use super::observe::Place;
use super::scope::Binding;
use super::walk::{Role, Walker, transferred};
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
struct Call {
    callee: Callee,
    node: Place,
    is_discarded: bool,
}

/// What is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Callee {
    /// `move_ref(r, &mut s)`
    MoveRef,
    /// `Some`, `Ok`, `Err`, which tell success or failure.
    Variant(bool),
    /// A constructor or container, which takes a reference as it is, idle or held.
    Keeper,
    /// `mem::swap` and the like, which look into a slot.
    Memory,
    /// `ptr::eq` and the like, which look at addresses.
    Address,
    /// `mmref::get` and `mmref::try_get`, which fill and nothing else.
    Get,
    /// Never returns.
    Diverges,
    Other,
}

const KEEPERS: [&str; 14] = [
    "new",
    "from",
    "from_ref",
    "into",
    "push",
    "push_back",
    "push_front",
    "insert",
    "store",
    "set",
    "send",
    "drop",
    "forget",
    "replace",
];

/// Methods of `Option`, `Result` and pointers that leave success a success and failure a failure.
const TRANSPARENT: [&str; 15] = [
    "ok",
    "ok_or",
    "ok_or_else",
    "map_err",
    "as_ref",
    "as_mut",
    "as_deref",
    "as_deref_mut",
    "copied",
    "cloned",
    "map",
    "inspect",
    "inspect_err",
    "cast",
    "cast_mut",
];

impl Walker<'_> {
    pub(super) fn call(&mut self, call: &ExprCall, is_discarded: bool, worlds: Worlds) -> Told {
        let (callee, worlds) = match &*call.func {
            Expr::Path(path) => (self.callee(&path.path), worlds),
            other => (Callee::Other, plain(self.expression(other, worlds))),
        };
        let arguments: Vec<&Expr> = call.args.iter().collect();
        let made = Call { callee, node: Place::of(call, call.span()), is_discarded };
        let told = self.pass(made, &arguments, None, worlds);
        match callee {
            Callee::Variant(success) => telling(plain(told), Value::Success(success)),
            Callee::Diverges => Told::new(),
            _ => told,
        }
    }

    fn callee(&self, path: &Path) -> Callee {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let Some((last, before)) = names.split_last() else { return Callee::Other };
        let before = before.last().map_or("", String::as_str);
        match (before, last.as_str()) {
            (_, "move_ref") => Callee::MoveRef,
            (_, "Some" | "Ok") => Callee::Variant(true),
            (_, "Err") => Callee::Variant(false),
            ("ptr", "null" | "null_mut") => Callee::Variant(false),
            ("mmref", "get" | "try_get") => Callee::Get,
            ("process", "exit" | "abort") | ("", "abort") => Callee::Diverges,
            ("ptr", "eq" | "addr_eq" | "from_ref") => Callee::Address,
            ("mem" | "ptr", _) if last != "drop" && last != "forget" => Callee::Memory,
            (_, last) if KEEPERS.contains(&last) || last.starts_with(char::is_uppercase) => Callee::Keeper,
            ("" | "Self" | "self" | "super" | "crate", _) if self.never_returns(last) => Callee::Diverges,
            _ => Callee::Other,
        }
    }

    fn never_returns(&self, name: &str) -> bool {
        self.function.diverging.iter().any(|diverging| diverging == name)
    }

    pub(super) fn method_call(&mut self, call: &ExprMethodCall, is_discarded: bool, worlds: Worlds) -> Told {
        let arguments: Vec<&Expr> = call.args.iter().collect();
        let made = Call { callee: method(&call.method), node: Place::of(call, call.span()), is_discarded };
        match self.named(&call.receiver) {
            Some(Binding::Slot(slot)) => return self.method_of_reference(slot, call, worlds),
            Some(Binding::Var(var)) if !is_observing(&call.method) => {
                let told = self.expression(&call.receiver, worlds);
                let worlds = settled(told, var);
                return self.pass(made, &arguments, Some(var), worlds);
            }
            _ => {}
        }
        let mut told = self.expression(&call.receiver, worlds);
        let mut before = None;
        if call.method == "unwrap" || call.method == "expect" {
            (told, before) = self.looked_into(&call.receiver, told);
        }
        let mut after = Told::new();
        for (world, value) in told {
            let world = doubted(world, before, value, true);
            let (world, value) = observed(world, value, &call.method);
            let Some(world) = world else { continue };
            let passed = self.pass(made, &arguments, None, Worlds::from([world]));
            let value_after = |told: Value| if value == Value::Unknown { told } else { value };
            after.extend(passed.into_iter().map(|(world, told)| (world, value_after(told))));
        }
        after
    }

    /// `r.take()`, `r.into_raw()` and what else a reference can do.
    fn method_of_reference(&mut self, slot: Slot, call: &ExprMethodCall, worlds: Worlds) -> Told {
        let state = if call.method == "into_raw" { State::Gone } else { State::Escaped };
        let after = |mut world: World| {
            if world.state(slot) != State::Escaped {
                world.set(slot, state);
            }
            world
        };
        let worlds = worlds.into_iter().map(after).collect();
        telling(self.stored(&call.args, worlds), Value::Unknown)
    }

    /// Evaluates the arguments, and then does with their references what passing them means.
    fn pass(&mut self, call: Call, arguments: &[&Expr], receiver: Option<Var>, mut worlds: Worlds) -> Told {
        let callee = call.callee;
        let mut passed = Vec::new();
        let mut objects: Vec<Var> = receiver.into_iter().collect();
        for argument in arguments {
            match self.passed(callee, argument) {
                Some(way) => passed.push((way, Place::of(*argument, argument.span()))),
                None if callee == Callee::Address => worlds = forgetting(self.address(argument, worlds)),
                None => {
                    objects.extend(self.object_named(argument));
                    worlds = forgetting(self.expression(argument, worlds));
                }
            }
        }
        if let (Callee::MoveRef, [(from, at), (Passed::Filled(to), into)]) = (callee, passed.as_slice()) {
            return telling(self.carried(*from, *at, *to, *into, worlds), Value::Unknown);
        }
        let event = passed.iter().any(|(way, _)| matches!(way, Passed::Filled(_))).then(|| self.event_at(call.node));
        if let Some(event) = event {
            worlds = worlds.into_iter().map(|world| world.restarted(event)).collect();
        }
        let gives_up = passed.iter().any(|(way, _)| matches!(way, Passed::GivenUp(_) | Passed::Taken(_)));
        for (way, at) in passed {
            worlds = self.done(way, at, call, event, &objects, worlds);
        }
        let told = event.map_or(if gives_up { Value::Last } else { Value::Unknown }, Value::Outcome);
        telling(worlds, told)
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
        at: Place,
        call: Call,
        event: Option<Event>,
        objects: &[Var],
        worlds: Worlds,
    ) -> Worlds {
        let callee = call.callee;
        match way {
            Passed::Filled(slot) => {
                let keep = |mut world: World| {
                    world.kept.extend(objects.iter().map(|object| (*object, Some(slot))));
                    world
                };
                self.filled(slot, at, callee, event, worlds).into_iter().map(keep).collect()
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
                worlds.into_iter().map(|world| given_up(world, slot, left, kills.then_some(objects))).collect()
            }
        }
    }

    fn filled(&mut self, slot: Slot, at: Place, callee: Callee, event: Option<Event>, worlds: Worlds) -> Worlds {
        // An acquiring function's own reference is a `&mut`, which may be passed to be vouched with, too.
        let perhaps_vouched = self.role(slot) == Role::Acquired && !matches!(callee, Callee::MoveRef | Callee::Get);
        if !perhaps_vouched {
            self.refilled(slot, &worlds, at, Fault::Refilled);
        }
        let fill = |mut world: World| {
            match (event, world.state(slot)) {
                (None, _) => {}
                (_, State::Held(before)) if perhaps_vouched && world.is_told(before) => world.set(slot, State::Escaped),
                (_, State::Held(_)) if perhaps_vouched => {}
                (_, State::Gone | State::Escaped) => world.set(slot, State::Escaped),
                (Some(event), State::Idle | State::Held(_)) => world.set(slot, State::Held(event)),
            }
            world
        };
        worlds.into_iter().map(fill).collect()
    }

    /// A reference is given up, moved or vouched with.
    fn must_be_held(&mut self, slot: Slot, worlds: &Worlds, place: Place, fault: Fault) {
        let name = self.name(slot).to_owned();
        for world in worlds.iter().filter(|world| !world.doubtful.contains(&slot)) {
            match world.state(slot) {
                State::Idle => self.observations.wrong(Rule::C8, &name, place, fault, None),
                State::Held(_) | State::Gone | State::Escaped => self.observations.fine(Rule::C8, &name, place),
            }
        }
    }

    /// `move_ref(from, &mut to)`.
    fn carried(&mut self, from: Passed, at: Place, to: Slot, into: Place, worlds: Worlds) -> Worlds {
        let (Passed::GivenUp(source) | Passed::Taken(source)) = from else {
            return worlds;
        };
        self.must_be_held(source, &worlds, at, Fault::GivenUpIdle);
        self.refilled(to, &worlds, into, Fault::Refilled);
        let left = if from == Passed::Taken(source) { State::Idle } else { State::Gone };
        let carry = |world: World| {
            let said = world.state(source) == State::Idle;
            let mut world = transferred(world, source, to, left);
            if said {
                world.set(to, State::Escaped);
            }
            world
        };
        worlds.into_iter().map(carry).collect()
    }
}

/// The reference is given up. The objects beside it are not kept by it any more; those that are not beside it, or all
/// if it went to somebody who keeps it, live on with the reference.
fn given_up(mut world: World, slot: Slot, left: State, beside: Option<&[Var]>) -> World {
    if world.state(slot) == State::Escaped {
        return world;
    }
    let doubtful = world.doubtful.contains(&slot);
    let objects = world.objects_of(slot);
    world.set(slot, left);
    world.kept.retain(|(_, by)| *by != Some(slot));
    for object in objects {
        match beside {
            Some(beside) if beside.contains(&object) && !doubtful => {
                if let (false, Value::Object(event)) = (world.is_kept(object), world.fact(object)) {
                    world.dead.insert(object);
                    world.over.insert(event);
                }
            }
            _ => _ = world.kept.insert((object, None)),
        }
    }
    world
}

fn method(name: &Ident) -> Callee {
    if KEEPERS.iter().any(|keeper| name == keeper) { Callee::Keeper } else { Callee::Other }
}

/// Methods that look at a witness and leave it as it is.
pub(super) fn is_observing(name: &Ident) -> bool {
    let name = name.to_string();
    TRANSPARENT.contains(&name.as_str())
        || ["is_some", "is_none", "is_ok", "is_err", "is_null", "unwrap", "expect"].contains(&name.as_str())
}

/// What a method says of the witness that it is called on. `None` for a world that does not come back.
fn observed(mut world: World, value: Value, method: &Ident) -> (Option<World>, Value) {
    let Value::Outcome(event) = value else {
        let value = match (value, method.to_string().as_str()) {
            (Value::Success(success), "is_some" | "is_ok") => Value::Bool(success),
            (Value::Success(success), "is_none" | "is_err") => Value::Bool(!success),
            (Value::Success(success), name) if TRANSPARENT.contains(&name) => Value::Success(success),
            _ => Value::Unknown,
        };
        return (Some(world), value);
    };
    match method.to_string().as_str() {
        "is_some" | "is_ok" => (Some(world), Value::Truth(event, true)),
        "is_none" | "is_err" | "is_null" => (Some(world), Value::Truth(event, false)),
        "unwrap" | "expect" => (world.decide(event, true), Value::Object(event)),
        name if TRANSPARENT.contains(&name) => (Some(world), Value::Outcome(event)),
        _ => {
            world.lose(value);
            (Some(world), Value::Unknown)
        }
    }
}

/// A variable on which an unknown method is called may be another one afterwards; an object stays what it is.
fn settled(told: Told, var: Var) -> Worlds {
    let settle = |(mut world, value): (World, Value)| {
        if !matches!(value, Value::Object(_)) {
            world.lose(value);
            world.facts.remove(var);
        }
        world
    };
    told.into_iter().map(settle).collect()
}
