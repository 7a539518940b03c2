//! What calls do with references.
//!
//! The passing mode says it: `&mut r` is filled, `&r` is vouched with, a bare `r` is given up.

use syn::{Expr, ExprCall, ExprMethodCall, Path};

use super::Walker;
use super::conditions::doubted;
use super::field::{observed_of_field, told_of_both};
use crate::check::data::{
    Binding, Event, Point, Role, Slot, State, States, Told, Typestate, Value, Var, forgetting, plain, telling,
};
use crate::model::{Fault, Rule};
use crate::syntax::callee::Callee;
use crate::syntax::success::{self, Look};

/// How one argument passes a reference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    Filled(Slot),
    Vouched(Slot),
    GivenUp(Slot),
    /// `r.take()`: given up, and the slot stays.
    Taken(Slot),
}

/// A call in progress.
#[derive(Clone, Copy)]
pub(super) struct Call<'e> {
    pub(super) callee: Callee,
    pub(super) node: Point<'e>,
    /// The function, if it is called by its name.
    function: Option<&'e Path>,
    pub(super) is_discarded: bool,
}

impl Walker<'_> {
    pub(super) fn call(&mut self, call: &ExprCall, is_discarded: bool, states: States) -> Told {
        let (callee, function, states) = match &*call.func {
            Expr::Path(path) => (Callee::function(&path.path, self.function.diverging), Some(&path.path), states),
            other => (Callee::Other, None, plain(self.expression(other, states))),
        };
        let arguments: Vec<&Expr> = call.args.iter().collect();
        let made = Call { callee, node: Point::of(call), function, is_discarded };
        let told = self.pass(made, &arguments, None, states);
        match callee {
            Callee::Variant(success) => telling(plain(told), Value::Success(success)),
            Callee::Diverges => Told::new(),
            _ => told,
        }
    }

    pub(super) fn method_call(&mut self, call: &ExprMethodCall, is_discarded: bool, states: States) -> Told {
        let arguments: Vec<&Expr> = call.args.iter().collect();
        if let Some(told) = self.taken_from_field(call, &states) {
            return told;
        }
        let name = call.method.to_string();
        let made = Call { callee: Callee::method(&name), node: Point::of(call), function: None, is_discarded };
        match self.named(&call.receiver) {
            Some(Binding::Slot(slot)) => return self.method_of_reference(slot, call, states),
            Some(Binding::Var(var)) if success::look(&name).is_none() => {
                let told = self.expression(&call.receiver, states);
                let states = settled(told, var);
                return self.pass(made, &arguments, Some(var), states);
            }
            _ => {}
        }
        let mut told = self.expression(&call.receiver, states);
        let mut before = None;
        if success::look(&name) == Some(Look::Unwraps) {
            (told, before) = self.looked_into(&call.receiver, told);
        }
        let mut after = Told::new();
        for (state, value) in told {
            let (state, value) = observed(doubted(state, before, value, true), value, &name);
            let Some(state) = state else { continue };
            let passed = self.waiting(value, |walker| walker.pass(made, &arguments, None, States::from([state])));
            after.extend(passed.map(|(state, told)| told_of_both(state, value, told)));
        }
        after
    }

    /// `r.take()`, `r.into_raw()` and the other methods of a reference.
    fn method_of_reference(&mut self, slot: Slot, call: &ExprMethodCall, states: States) -> Told {
        let typestate = if call.method == "into_raw" { Typestate::Gone } else { Typestate::Escaped };
        let states = states.each(|state| {
            if state.typestate(slot) != Typestate::Escaped {
                state.set(slot, typestate);
            }
        });
        telling(self.stored(&call.args, states), Value::Unknown)
    }

    /// Evaluates the arguments, then does what passing their references means.
    fn pass(&mut self, call: Call<'_>, arguments: &[&Expr], receiver: Option<Var>, mut states: States) -> Told {
        let callee = call.callee;
        let (mut passed, mut fields) = (Vec::new(), Vec::new());
        let mut objects: Vec<Var> = receiver.into_iter().collect();
        for argument in arguments {
            match self.passed(callee, argument) {
                Some(way) => passed.push((way, Point::of(*argument))),
                None if callee == Callee::Address => states = forgetting(self.address(argument, states)),
                None => {
                    objects.extend(self.object_named(argument));
                    states = self.argument(callee, argument, &mut fields, states);
                }
            }
        }
        if let (Callee::MoveRef, [(from, at), (Passed::Filled(to), into)]) = (callee, passed.as_slice()) {
            return telling(self.carried(*from, *at, *to, *into, states), Value::Unknown);
        }
        let event = passed
            .iter()
            .any(|(way, _)| matches!(way, Passed::Filled(_)))
            .then(|| self.register.acquire(call.node, call.function));
        if let Some(event) = event {
            states = states.each(|state| state.restart(event));
        }
        let gives_up = passed.iter().any(|(way, _)| matches!(way, Passed::GivenUp(_) | Passed::Taken(_)));
        for (way, at) in passed {
            states = self.done(way, at, call, event, &objects, states);
        }
        let told = event.map_or(if gives_up { Value::Last } else { Value::Unknown }, Value::Outcome);
        self.fields_filled(call, fields, told, states)
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
        at: Point<'_>,
        call: Call<'_>,
        event: Option<Event>,
        objects: &[Var],
        states: States,
    ) -> States {
        let callee = call.callee;
        match way {
            Passed::Filled(slot) => {
                self.filled(slot, at, callee, event, states).each(|state| state.keep(objects, slot))
            }
            Passed::Vouched(slot) => {
                self.must_be_held(slot, &states, at, Fault::VouchedIdle);
                states
            }
            Passed::GivenUp(slot) | Passed::Taken(slot) => {
                if !matches!(callee, Callee::Keeper | Callee::Variant(_) | Callee::Memory) {
                    self.must_be_held(slot, &states, at, Fault::GivenUpIdle);
                }
                let left = if way == Passed::Taken(slot) { Typestate::Idle } else { Typestate::Gone };
                // The result of a put says whether the object is the caller's now.
                let kills = callee == Callee::Other && call.is_discarded;
                states.each(|state| give_up(state, slot, left, kills.then_some(objects)))
            }
        }
    }

    fn filled(&mut self, slot: Slot, at: Point<'_>, callee: Callee, event: Option<Event>, states: States) -> States {
        let Some(event) = event else { return states };
        let own = self.role(slot) == Role::Acquired && !matches!(callee, Callee::MoveRef | Callee::Get);
        if !own || self.is_filled_by_the_same(slot, event, &states) {
            self.refilled(slot, &states, at, Fault::Refilled);
        }
        states.each(|state| match state.typestate(slot) {
            Typestate::Held(before) if own && state.is_told(before) => state.set(slot, Typestate::Escaped),
            Typestate::Held(_) if own => {}
            Typestate::Gone | Typestate::Escaped => state.set(slot, Typestate::Escaped),
            Typestate::Idle | Typestate::Held(_) => state.set(slot, Typestate::Held(event)),
        })
    }

    /// An acquiring function's own reference is a `&mut`, and passing it may also vouch. A second call of the function
    /// that filled it does not vouch, unless another function had the reference in between and may have filled it.
    fn is_filled_by_the_same(&mut self, slot: Slot, event: Event, states: &States) -> bool {
        let held = states.iter().filter_map(|state| match state.typestate(slot) {
            Typestate::Held(before) => Some(before),
            Typestate::Idle | Typestate::Gone | Typestate::Escaped => None,
        });
        let (same, others): (Vec<Event>, Vec<Event>) =
            held.partition(|before| self.register.are_of_one_function(*before, event));
        others.into_iter().for_each(|before| self.register.may_be_of_another(before));
        !same.is_empty()
    }

    /// A reference is given up, moved or vouched with.
    pub(super) fn must_be_held(&mut self, slot: Slot, states: &States, place: Point<'_>, fault: Fault) {
        let of = Binding::Slot(slot);
        for state in states.iter().filter(|state| !state.doubtful.contains(slot)) {
            match state.typestate(slot) {
                Typestate::Idle => self.observations.wrong(Rule::C8, of, place, fault, None),
                Typestate::Held(_) | Typestate::Gone | Typestate::Escaped => {
                    self.observations.fine(Rule::C8, of, place)
                }
            }
        }
    }

    /// `move_ref(from, &mut to)`.
    fn carried(&mut self, from: Passed, at: Point<'_>, to: Slot, into: Point<'_>, states: States) -> States {
        let (Passed::GivenUp(source) | Passed::Taken(source)) = from else {
            return states;
        };
        self.must_be_held(source, &states, at, Fault::GivenUpIdle);
        self.refilled(to, &states, into, Fault::Refilled);
        let left = if from == Passed::Taken(source) { Typestate::Idle } else { Typestate::Gone };
        states.each(|state| {
            let said = state.typestate(source) == Typestate::Idle;
            state.transfer(source, to, left);
            if said {
                state.set(to, Typestate::Escaped);
            }
        })
    }
}

/// The reference is given up. It no longer keeps the objects beside it. Those that are not beside it, or all if the
/// reference went to somebody who keeps it, live on.
fn give_up(state: &mut State, slot: Slot, left: Typestate, beside: Option<&[Var]>) {
    if state.typestate(slot) == Typestate::Escaped {
        return;
    }
    let doubtful = state.doubtful.contains(slot);
    let objects = state.objects_of(slot);
    state.set(slot, left);
    state.kept.retain(|(_, by)| by != Some(slot));
    for object in objects {
        match beside {
            Some(beside) if beside.contains(&object) && !doubtful => {
                if let (false, Value::Object(event)) = (state.is_kept(object), state.fact(object)) {
                    state.dead.insert(object);
                    state.over.insert(event);
                }
            }
            _ => state.kept.insert((object, None)),
        }
    }
}

/// What a method tells about the witness that it is called on. `None` for a state that does not continue.
fn observed(mut state: State, value: Value, method: &str) -> (Option<State>, Value) {
    if let Value::OfField(..) = value {
        let (state, value) = observed_of_field(state, value, method);
        return (Some(state), value);
    }
    let look = success::look(method);
    let Value::Outcome(event) = value else {
        let value = match (value, look) {
            (Value::Success(success), Some(Look::Tests(when))) => Value::Bool(success == when),
            (Value::Success(success), Some(Look::Keeps)) => Value::Success(success),
            _ => Value::Unknown,
        };
        return (Some(state), value);
    };
    match look {
        Some(Look::Tests(when)) => (Some(state), Value::Truth(event, when)),
        Some(Look::Unwraps) => (state.decide(event, true), Value::Object(event)),
        Some(Look::Keeps) => (Some(state), Value::Outcome(event)),
        None => {
            state.lose(value);
            (Some(state), Value::Unknown)
        }
    }
}

/// A variable may change when an unknown method is called on it; an object stays what it is.
fn settled(told: Told, var: Var) -> States {
    plain(told.each(|(state, value)| {
        if !matches!(value, Value::Object(_)) {
            state.lose(*value);
            state.facts.remove(var);
        }
    }))
}
