//! References that are fields: `work.mm_ref`, `self.task.mm_ref`, of a variable or `self`.
//!
//! Nothing is known of a field when the function begins, nor what it ought to be at the end. What is known in
//! between: a call that is passed `&mut work.mm_ref` fills it, `work.mm_ref.take()` leaves it idle. It escapes at any
//! other mention of it, of a part of it, or of what it is a part of, and at a condition that may have decided about
//! it; also at the end of the value that the filling call returned, which may have been a guard.
//!
//! A field may also be a `Vec` or an `Option`, which may be filled and taken freely. A finding about a field therefore
//! depends on its type, and a field does not affect what is known of anything else: the result of the filling call
//! counts as unknown, and it keeps no object.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Expr, ExprMethodCall, ExprPath, Member};

use super::Walker;
use super::call::Call;
use crate::check::data::{
    AccessPath, Base, Binding, Point, Slot, Sorted, State, States, Told, Typestate, Value, Var, forgetting, is_field,
    plain, telling,
};
use crate::model::Fault;
use crate::syntax::callee::Callee;
use crate::syntax::success::{self, Look};

/// How an argument passes a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    Filled,
    Vouched,
    Taken,
}

impl Walker<'_> {
    fn place(&self, expression: &Expr) -> Option<AccessPath> {
        match expression {
            Expr::Paren(paren) => self.place(&paren.expr),
            Expr::Group(group) => self.place(&group.expr),
            Expr::Path(path) => {
                let name = path.path.get_ident()?;
                let base = match self.named(expression) {
                    Some(Binding::Var(var)) => Base::Var(var),
                    None if name == "self" => Base::Myself,
                    _ => return None,
                };
                Some(AccessPath { base, members: Vec::new(), text: name.to_string() })
            }
            Expr::Field(field) => {
                let mut place = self.place(&field.base)?;
                let member = match &field.member {
                    Member::Named(name) => name.to_string(),
                    Member::Unnamed(index) => index.index.to_string(),
                };
                place.text = format!("{}.{member}", place.text);
                place.members.push(member);
                Some(place)
            }
            _ => None,
        }
    }

    /// The field that an expression is, as a slot.
    fn field(&mut self, expression: &Expr) -> Option<Slot> {
        let place = self.place(expression).filter(|place| !place.members.is_empty())?;
        Some(self.register.field(&place))
    }

    /// The fields of the place, and those that contain it.
    pub(super) fn overlapping(&self, expression: &Expr) -> Vec<Slot> {
        if self.register.has_no_fields() {
            return Vec::new();
        }
        let Some(place) = self.place(expression) else { return Vec::new() };
        self.register.fields().filter(|(_, field)| field.overlaps(&place)).map(|(slot, _)| slot).collect()
    }

    /// The place is mentioned, for a purpose that is not known.
    pub(super) fn touched(&self, expression: &Expr, states: States) -> States {
        hidden(&self.overlapping(expression), states)
    }

    /// The fields of everything that is named in the tokens.
    pub(super) fn fields_mentioned(&self, tokens: &TokenStream, mentioned: &[Binding]) -> Vec<Slot> {
        if self.register.has_no_fields() {
            return Vec::new();
        }
        let of_self = names_self(tokens.clone());
        let is_mentioned = |place: &AccessPath| match place.base {
            Base::Var(var) => mentioned.contains(&Binding::Var(var)),
            Base::Myself => of_self,
        };
        self.register.fields().filter(|(_, place)| is_mentioned(place)).map(|(slot, _)| slot).collect()
    }

    /// Evaluates an argument that is no slot. A field to be filled is added to `filled`, because the call fills it.
    pub(super) fn argument<'e>(
        &mut self,
        callee: Callee,
        argument: &'e Expr,
        filled: &mut Vec<(Slot, Point<'e>)>,
        states: States,
    ) -> States {
        let Some((way, place, slot)) = self.field_passed(callee, argument) else {
            return forgetting(self.expression(argument, states));
        };
        let at = Point::of(argument);
        let states = match way {
            Passed::Filled => {
                filled.push((slot, at));
                let others: Vec<Slot> = self.overlapping(place).into_iter().filter(|other| *other != slot).collect();
                hidden(&others, states)
            }
            Passed::Vouched => {
                self.must_be_held(slot, &states, at, Fault::VouchedIdle);
                states
            }
            Passed::Taken => {
                self.must_be_held(slot, &states, at, Fault::GivenUpIdle);
                return forgetting(self.expression(argument, states));
            }
        };
        plain(self.part_of(place, states))
    }

    fn field_passed<'e>(&mut self, callee: Callee, argument: &'e Expr) -> Option<(Passed, &'e Expr, Slot)> {
        if !matches!(callee, Callee::Other | Callee::Get | Callee::MoveRef) {
            return None;
        }
        let (way, place) = match argument {
            Expr::Paren(paren) => return self.field_passed(callee, &paren.expr),
            Expr::Reference(reference) if reference.mutability.is_some() => (Passed::Filled, &*reference.expr),
            Expr::Reference(reference) => (Passed::Vouched, &*reference.expr),
            Expr::MethodCall(call) if is_take(call) => (Passed::Taken, &*call.receiver),
            _ => return None,
        };
        Some((way, place, self.field(place)?))
    }

    /// `work.mm_ref.take()` leaves the field idle.
    pub(super) fn taken_from_field(&mut self, call: &ExprMethodCall, states: &States) -> Option<Told> {
        let slot = if is_take(call) { self.field(&call.receiver)? } else { return None };
        let states = self.touched(&call.receiver, states.clone());
        let states = plain(self.part_of(&call.receiver, states));
        Some(telling(states.each(|state| state.set(slot, Typestate::Idle)), Value::Unknown))
    }

    /// The fields that a call has filled. If it may have failed and its value tells about something else, they
    /// escape.
    pub(super) fn fields_filled(
        &mut self,
        call: Call<'_>,
        filled: Vec<(Slot, Point<'_>)>,
        told: Value,
        states: States,
    ) -> Told {
        if filled.is_empty() {
            return telling(states, told);
        }
        for (slot, at) in &filled {
            self.refilled(*slot, &states, *at, Fault::Refilled);
        }
        let event = self.register.event(call.node);
        let follows = match told {
            Value::Unknown => true,
            Value::Last => call.is_discarded || call.callee == Callee::MoveRef,
            _ => false,
        };
        let states = states.each(|state| {
            if follows {
                state.restart(event);
            }
            filled.iter().for_each(|(slot, _)| {
                state.set(*slot, if follows { Typestate::Held(event) } else { Typestate::Escaped })
            });
        });
        let tells = told == Value::Unknown && call.callee != Callee::MoveRef;
        telling(states, if tells { Value::OfField(event, Some(true)) } else { told })
    }

    /// States meet: a field that they disagree about escapes.
    pub(super) fn agreed(&self, told: Told) -> Told {
        if self.register.has_no_fields() || told.len() < 2 {
            return told;
        }
        let Some((first, _)) = told.iter().next() else { return told };
        let mut apart = Sorted::new();
        for (state, _) in told.iter().skip(1) {
            let fields = first.slots.keys().chain(state.slots.keys()).filter(|slot| is_field(*slot));
            apart.extend(fields.filter(|slot| first.slots.get(*slot) != state.slots.get(*slot)));
        }
        if apart.is_empty() {
            return told;
        }
        told.each(|(state, value)| {
            apart.iter().for_each(|field| state.hide(field));
            self.settle(state, *value);
        })
    }

    /// The variable ends, and so do its fields, and a guard that it may hold.
    pub(super) fn forget_fields(&self, var: Var, state: &mut State) {
        if self.register.has_no_fields() {
            return;
        }
        state.part_from_field(state.fact(var));
        let fields = self.register.fields().filter(|(_, place)| place.base == Base::Var(var));
        fields.for_each(|(slot, _)| state.hide(slot));
    }

    /// The same for all variables but these.
    pub(super) fn forget_fields_outside(&self, vars: &Sorted<Var>, state: &mut State) {
        let facts = state.facts.keys().collect::<Vec<_>>();
        let bases = self.register.fields().filter_map(|(_, place)| match place.base {
            Base::Var(var) => Some(var),
            Base::Myself => None,
        });
        for var in bases.chain(facts).filter(|var| !vars.contains(*var)) {
            self.forget_fields(var, state);
        }
    }
}

/// The same for the states in which a condition is true, and those in which it is false.
pub(super) fn by_field(yes: Option<State>, no: Option<State>, value: Value, when: bool) -> [Option<State>; 2] {
    [yes.map(|state| state.by_field(value, when)), no.map(|state| state.by_field(value, !when))]
}

/// What a method tells about the result of a call that filled a field.
pub(super) fn observed_of_field(mut state: State, value: Value, method: &str) -> (State, Value) {
    let Value::OfField(event, when) = value else { return (state, value) };
    match success::look(method) {
        Some(Look::Tests(true)) | Some(Look::Keeps) => (state, Value::OfField(event, when)),
        Some(Look::Tests(false)) => (state, value.not()),
        Some(Look::Unwraps) => (state.by_field(value, true), Value::OfField(event, None)),
        None => {
            state.lose(value);
            (state, Value::Unknown)
        }
    }
}

/// What the value of a method call tells about its receiver or its arguments.
pub(super) fn told_of_both(mut state: State, receiver: Value, arguments: Value) -> (State, Value) {
    match (receiver, arguments) {
        (Value::Unknown, told) => (state, told),
        (Value::OfField(..), told) if told != Value::Unknown => {
            state.lose(receiver);
            (state, told)
        }
        (told, _) => (state, told),
    }
}

/// The results of calls that filled fields are used where they are not followed.
pub(super) fn apart_from_fields(told: Told) -> Told {
    told.each(|(state, value)| state.part_from_field(*value))
}

/// The variable that a field belongs to.
pub(super) fn innermost(place: &Expr) -> Option<(&ExprPath, &Expr)> {
    match place {
        Expr::Paren(paren) => innermost(&paren.expr),
        Expr::Group(group) => innermost(&group.expr),
        Expr::Path(path) => Some((path, place)),
        Expr::Field(field) => innermost(&field.base),
        _ => None,
    }
}

fn hidden(fields: &[Slot], states: States) -> States {
    if fields.is_empty() {
        return states;
    }
    states.each(|state| fields.iter().for_each(|field| state.hide(*field)))
}

fn is_take(call: &ExprMethodCall) -> bool {
    call.method == "take" && call.args.is_empty()
}

fn names_self(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "self",
        TokenTree::Group(group) => names_self(group.stream()),
        TokenTree::Literal(_) | TokenTree::Punct(_) => false,
    })
}

#[cfg(test)]
#[path = "tests/field.rs"]
mod tests;
