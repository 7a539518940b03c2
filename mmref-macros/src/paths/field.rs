//! References that are fields: `work.mm_ref`, `self.task.mm_ref`, of a variable or `self`.
//!
//! Of what a field is when the function begins, nothing is known; nor what it ought to be at the end. What is known in
//! between: a call that is passed `&mut work.mm_ref` fills it, `work.mm_ref.take()` leaves it idle. Every other mention of it,
//! of a part of it, or of what it is a part of, puts it out of sight again, and so does a condition that may have decided
//! about it. So does the end of what the call gave that filled it, which may have been a guard.
//!
//! A field may also be a `Vec` or an `Option`, which is filled and taken as one likes. A finding about a field is therefore
//! one if its type says so, and a field takes no part in what is known of anything else: what a call gave that filled it is
//! as good as unknown, and it keeps no object.

use core::fmt;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Expr, ExprMethodCall, ExprPath, Member};

use super::Fault;
use super::call::Call;
use super::callee::{Callee, is_transparent};
use super::observe::Place;
use super::scope::Binding;
use super::set::Sorted;
use super::walk::Walker;
use super::world::{Slot, State, Told, Value, Var, World, Worlds, forgetting, is_field, plain, telling};

/// A variable or `self`, or a field of one.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct FieldPlace {
    base: Base,
    members: Vec<String>,
    /// As it is written.
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    Var(Var),
    Myself,
}

impl fmt::Display for FieldPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FieldPlace {
    /// Whether one is the other, or a part of it.
    fn overlaps(&self, other: &Self) -> bool {
        self.base == other.base && self.members.iter().zip(&other.members).all(|(one, other)| one == other)
    }
}

/// How an argument passes a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    Filled,
    Vouched,
    Taken,
}

impl Walker<'_> {
    fn place(&self, expression: &Expr) -> Option<FieldPlace> {
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
                Some(FieldPlace { base, members: Vec::new(), text: name.to_string() })
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

    /// The fields of the place, and those that it is a part of.
    pub(super) fn overlapping(&self, expression: &Expr) -> Vec<Slot> {
        if self.register.has_no_fields() {
            return Vec::new();
        }
        let Some(place) = self.place(expression) else { return Vec::new() };
        self.register.fields().filter(|(_, field)| field.overlaps(&place)).map(|(slot, _)| slot).collect()
    }

    /// The place is mentioned, who knows what for.
    pub(super) fn touched(&self, expression: &Expr, worlds: Worlds) -> Worlds {
        hidden(&self.overlapping(expression), worlds)
    }

    /// The fields of everything that is named in the tokens.
    pub(super) fn fields_mentioned(&self, tokens: &TokenStream, mentioned: &[Binding]) -> Vec<Slot> {
        if self.register.has_no_fields() {
            return Vec::new();
        }
        let of_self = names_self(tokens.clone());
        let is_mentioned = |place: &FieldPlace| match place.base {
            Base::Var(var) => mentioned.contains(&Binding::Var(var)),
            Base::Myself => of_self,
        };
        self.register.fields().filter(|(_, place)| is_mentioned(place)).map(|(slot, _)| slot).collect()
    }

    /// Evaluates an argument that is no slot. A field that is to be filled is added to those, as that happens in the call.
    pub(super) fn argument<'e>(
        &mut self,
        callee: Callee,
        argument: &'e Expr,
        filled: &mut Vec<(Slot, Place<'e>)>,
        worlds: Worlds,
    ) -> Worlds {
        let Some((way, place, slot)) = self.field_passed(callee, argument) else {
            return forgetting(self.expression(argument, worlds));
        };
        let at = Place::of(argument);
        let worlds = match way {
            Passed::Filled => {
                filled.push((slot, at));
                let others: Vec<Slot> = self.overlapping(place).into_iter().filter(|other| *other != slot).collect();
                hidden(&others, worlds)
            }
            Passed::Vouched => {
                self.must_be_held(slot, &worlds, at, Fault::VouchedIdle);
                worlds
            }
            Passed::Taken => {
                self.must_be_held(slot, &worlds, at, Fault::GivenUpIdle);
                return forgetting(self.expression(argument, worlds));
            }
        };
        plain(self.part_of(place, worlds))
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
    pub(super) fn taken_from_field(&mut self, call: &ExprMethodCall, worlds: &Worlds) -> Option<Told> {
        let slot = if is_take(call) { self.field(&call.receiver)? } else { return None };
        let worlds = self.touched(&call.receiver, worlds.clone());
        let worlds = plain(self.part_of(&call.receiver, worlds));
        Some(telling(worlds.each(|world| world.set(slot, State::Idle)), Value::Unknown))
    }

    /// A call that tells this has filled these fields. Where it may have failed and tells of something else, they go out of
    /// sight.
    pub(super) fn fields_filled(
        &mut self,
        call: Call<'_>,
        filled: Vec<(Slot, Place<'_>)>,
        told: Value,
        worlds: Worlds,
    ) -> Told {
        if filled.is_empty() {
            return telling(worlds, told);
        }
        for (slot, at) in &filled {
            self.refilled(*slot, &worlds, *at, Fault::Refilled);
        }
        let event = self.register.event(call.node);
        let follows = match told {
            Value::Unknown => true,
            Value::Last => call.is_discarded || call.callee == Callee::MoveRef,
            _ => false,
        };
        let worlds = worlds.each(|world| {
            if follows {
                world.restart(event);
            }
            filled
                .iter()
                .for_each(|(slot, _)| world.set(*slot, if follows { State::Held(event) } else { State::Escaped }));
        });
        let tells = told == Value::Unknown && call.callee != Callee::MoveRef;
        telling(worlds, if tells { Value::OfField(event, Some(true)) } else { told })
    }

    /// Worlds meet: a field that they do not agree about goes out of sight.
    pub(super) fn agreed(&self, told: Told) -> Told {
        if self.register.has_no_fields() || told.len() < 2 {
            return told;
        }
        let Some((first, _)) = told.iter().next() else { return told };
        let mut apart = Sorted::new();
        for (world, _) in told.iter().skip(1) {
            let fields = first.slots.keys().chain(world.slots.keys()).filter(|slot| is_field(*slot));
            apart.extend(fields.filter(|slot| first.slots.get(*slot) != world.slots.get(*slot)));
        }
        if apart.is_empty() {
            return told;
        }
        told.each(|(world, value)| {
            apart.iter().for_each(|field| world.hide(field));
            self.settle(world, *value);
        })
    }

    /// The variable is no more: nor are its fields, nor what it was to give back at its end.
    pub(super) fn forget_fields(&self, var: Var, world: &mut World) {
        if self.register.has_no_fields() {
            return;
        }
        world.part_from_field(world.fact(var));
        let fields = self.register.fields().filter(|(_, place)| place.base == Base::Var(var));
        fields.for_each(|(slot, _)| world.hide(slot));
    }

    /// The same for all variables but these.
    pub(super) fn forget_fields_outside(&self, vars: &Sorted<Var>, world: &mut World) {
        let facts = world.facts.keys().collect::<Vec<_>>();
        let bases = self.register.fields().filter_map(|(_, place)| match place.base {
            Base::Var(var) => Some(var),
            Base::Myself => None,
        });
        for var in bases.chain(facts).filter(|var| !vars.contains(*var)) {
            self.forget_fields(var, world);
        }
    }
}

impl World {
    /// The field goes out of sight, and with it what told of it.
    pub(super) fn hide(&mut self, field: Slot) {
        self.doubtful.remove(field);
        if self.slots.remove(field).is_none() {
            return;
        }
        let Self { slots, facts, .. } = self;
        facts.retain(|_, value| match value {
            Value::OfField(event, _) => slots.values().any(|state| *state == State::Held(*event)),
            _ => true,
        });
    }

    /// A value turns out to be a success or a failure. If that is not what is known, nothing is.
    #[must_use]
    pub(super) fn by_field(mut self, value: Value, success: bool) -> Self {
        let Value::OfField(event, Some(when)) = value else { return self };
        match self.clone().decide(event, success == when) {
            Some(decided) => decided,
            None => {
                self.lose(value);
                self
            }
        }
    }

    /// What a call gave that filled a field goes where it is not followed.
    fn part_from_field(&mut self, value: Value) {
        if let Value::OfField(..) = value {
            self.lose(value);
        }
    }
}

/// The same for the worlds in which a condition holds, and those in which it does not.
pub(super) fn by_field(yes: Option<World>, no: Option<World>, value: Value, when: bool) -> [Option<World>; 2] {
    [yes.map(|world| world.by_field(value, when)), no.map(|world| world.by_field(value, !when))]
}

/// What a method says of what a call gave that filled a field.
pub(super) fn observed_of_field(mut world: World, value: Value, method: &str) -> (World, Value) {
    let Value::OfField(event, when) = value else { return (world, value) };
    match method {
        "is_some" | "is_ok" => (world, value),
        "is_none" | "is_err" | "is_null" => (world, value.not()),
        "unwrap" | "expect" => (world.by_field(value, true), Value::OfField(event, None)),
        name if is_transparent(name) => (world, Value::OfField(event, when)),
        _ => {
            world.lose(value);
            (world, Value::Unknown)
        }
    }
}

/// What a method call tells, of its receiver or of its arguments.
pub(super) fn told_of_both(mut world: World, receiver: Value, arguments: Value) -> (World, Value) {
    match (receiver, arguments) {
        (Value::Unknown, told) => (world, told),
        (Value::OfField(..), told) if told != Value::Unknown => {
            world.lose(receiver);
            (world, told)
        }
        (told, _) => (world, told),
    }
}

/// What calls gave that filled fields is looked at where it is not followed.
pub(super) fn apart_from_fields(told: Told) -> Told {
    told.each(|(world, value)| world.part_from_field(*value))
}

/// The variable that a field is one of.
pub(super) fn innermost(place: &Expr) -> Option<(&ExprPath, &Expr)> {
    match place {
        Expr::Paren(paren) => innermost(&paren.expr),
        Expr::Group(group) => innermost(&group.expr),
        Expr::Path(path) => Some((path, place)),
        Expr::Field(field) => innermost(&field.base),
        _ => None,
    }
}

fn hidden(fields: &[Slot], worlds: Worlds) -> Worlds {
    if fields.is_empty() {
        return worlds;
    }
    worlds.each(|world| fields.iter().for_each(|field| world.hide(*field)))
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
mod tests {
    use crate::paths::{Rule, balanced};

    /// What is found in a function with this body, as far as it is about fields.
    fn found(body: &str) -> Vec<(Rule, String)> {
        let source =
            format!("fn body(&mut self, a: &mut Work, b: &mut Work, mm: &Mm, flag: bool) -> Option<()> {{ {body} }}");
        let function = syn::parse_str(&source).expect("a function");
        balanced(&function).into_iter().map(|finding| (finding.rule, finding.reference)).collect()
    }

    fn assert_found(expected: Rule, name: &str, bodies: &[&str]) {
        for body in bodies {
            assert_eq!(found(body), [(expected, name.to_owned())], "{body}");
        }
    }

    fn assert_silent(bodies: &[&str]) {
        for body in bodies {
            assert_eq!(found(body), [], "{body}");
        }
    }

    #[test]
    fn a_field_is_filled_twice() {
        assert_found(
            Rule::C7,
            "a.f",
            &[
                "mmget(mm, &mut a.f); mmget(mm, &mut a.f);",
                "mmget(mm, (&mut a.f)); b.run(); a.mm = Some(mm); mm.look(); mmget(mm, &mut a.f);",
                "mm.get_ref(&mut a.f); mmref::get(mm, &mut a.f);",
                "move_ref(r, &mut a.f); mmget(mm, &mut a.f);",
                "mmget(mm, &mut a.f); move_ref(b.f.take(), &mut a.f);",
                "find(&mut a.f)?; mmget(mm, &mut a.f);",
                "if find(&mut a.f) { mmget(mm, &mut a.f); }",
                "if find(&mut a.f).is_none() { return None; } mmget(mm, &mut a.f);",
                "let found = find(&mut a.f); if !found { return None; } mmget(mm, &mut a.f);",
                "let Some(found) = find(&mut a.f) else { return None }; mmget(mm, &mut a.f);",
                "if flag { mmget(mm, &mut a.f); } else { return None; } mmget(mm, &mut a.f);",
                "for mm in mms { mmget(mm, &mut a.f); }",
                "mmput(mm, a.f.take()); mmget(mm, &mut a.f); mmget(mm, &mut a.f);",
                "for w in works { mmput(mm, w.f.take()); } mmget(mm, &mut a.f); mmget(mm, &mut a.f);",
            ],
        );
        assert_found(Rule::C7, "self.a.f", &["mmget(mm, &mut self.a.f); self.b.run(); mmget(mm, &mut self.a.f);"]);
        assert_found(Rule::C7, "a.0", &["mmget(mm, &mut a.0); mmget(mm, &mut a.1); mmget(mm, &mut a.0);"]);
    }

    #[test]
    fn a_field_is_given_up_twice() {
        assert_found(
            Rule::C8,
            "a.f",
            &[
                "mmput(mm, a.f.take()); mmput(mm, a.f.take());",
                "let r = a.f.take(); mmput(mm, a.f.take());",
                "let mm = a.mm.take(); mmput(mm, a.f.take()); users(mm, &a.f);",
                "move_ref(a.f.take(), &mut b.f); move_ref(a.f.take(), &mut b.g);",
                "if try_get(mm, &mut a.f) { return None; } mmput(mm, a.f.take());",
                "if flag { mmput(mm, a.f.take()); } else { drop(a.f.take()); } mmput(mm, a.f.take());",
            ],
        );
    }

    #[test]
    fn what_was_given_up_in_between_may_be_filled_and_what_was_filled_given_up() {
        assert_silent(&[
            "mmget(mm, &mut a.f); mmput(mm, a.f.take()); mmget(mm, &mut a.f); mmput(mm, a.f.take());",
            "move_ref(a.f.take(), &mut b.f); move_ref(b.f.take(), &mut a.f); mmput(mm, a.f.take());",
            "for mm in mms { mmget(mm, &mut a.f); mmput(mm, a.f.take()); }",
            "loop { if try_get(mm, &mut a.f) { break; } }",
            "while !try_get(mm, &mut a.f) { wait(); }",
            "let mut found = find(&mut a.f); while found.is_err() { found = find(&mut a.f); }",
            "mmget(mm, &mut a.f); users(mm, &a.f); mmput(mm, a.f.take());",
            "swap(a.f.take(), &mut a.f); swap(a.f.take(), &mut a.f);",
            "Holder::new(a.f.take()); Some(a.f.take()); v.push(a.f.take());",
        ]);
    }

    #[test]
    fn fields_are_told_apart() {
        assert_silent(&[
            "mmget(mm, &mut a.f); mmget(mm, &mut b.f); mmget(mm, &mut a.g); mmget(mm, &mut self.f);",
            "mmput(mm, a.f.take()); mmput(mm, b.f.take());",
            "mmget(mm, &mut a.f); let a = next(); mmget(mm, &mut a.f);",
            "mmget(mm, &mut a.f); { let a = next(); mmget(mm, &mut a.f); }",
            "for w in works { mmget(mm, &mut w.f); }",
            "while let Some(w) = works.pop() { mmget(mm, &mut w.f); }",
            "for i in 0..4 { mmget(mm, &mut works[i].f); }",
            "mmget(mm, &mut GLOBAL.f); mmget(mm, &mut GLOBAL.f);",
            "mmget(mm, &mut (*a).f); mmget(mm, &mut (*a).f);",
        ]);
    }

    #[test]
    fn a_mention_puts_a_field_out_of_sight() {
        for between in [
            "a.run();",
            "run(a);",
            "run(&mut a);",
            "run(&a);",
            "let other = &mut *a; other.run();",
            "let other = &mut a.f; run(other);",
            "a = next();",
            "a.f = MmRef::new();",
            "a.f.clear();",
            "let p = &raw mut a.f;",
            "let p = &mut a.f as *mut MmRef<C>;",
            "let c = || a.run();",
            "unknown!(a.f);",
            "drop(a);",
            "a += 1;",
            "let Work { f, .. } = a;",
            "match a { Work { f, .. } => run(f) }",
            "std::mem::swap(&mut a.f, &mut b.f);",
            "(a.f, b.f) = both();",
            "a[0].run();",
            "if flag { a.run(); }",
            "let w = Work { g, ..a };",
        ] {
            assert_silent(&[
                &format!("mmget(mm, &mut a.f); {between} mmget(mm, &mut a.f);"),
                &format!("mmput(mm, a.f.take()); {between} mmget(mm, &mut a.f); {between} mmput(mm, a.f.take());"),
            ]);
        }
    }

    #[test]
    fn a_field_and_a_part_of_it_are_the_same_place() {
        assert_silent(&[
            "mmget(mm, &mut a.b.f); run(&mut a.b); mmget(mm, &mut a.b.f);",
            "mmget(mm, &mut a.b.f); a.b.run(); mmget(mm, &mut a.b.f);",
            "mmget(mm, &mut a.b.f); a.b = next(); mmget(mm, &mut a.b.f);",
            "mmget(mm, &mut a.b.f); let b = a.b.take(); mmget(mm, &mut a.b.f);",
            "mmget(mm, &mut a.b); run(&mut a.b.f); mmget(mm, &mut a.b);",
        ]);
        assert_found(Rule::C7, "a.b.f", &["mmget(mm, &mut a.b.f); a.c.run(); a.b.g.run(); mmget(mm, &mut a.b.f);"]);
    }

    /// What fills a field may give a guard, which empties it again.
    #[test]
    fn what_may_be_a_guard_ends() {
        assert_silent(&[
            "{ let guard = hold(&mut a.f); } mmget(mm, &mut a.f);",
            "{ let guard = hold(&mut a.f)?; } mmget(mm, &mut a.f);",
            "if let Some(guard) = hold(&mut a.f) { run(); } mmget(mm, &mut a.f);",
            "let (guard, n) = hold(&mut a.f); drop(guard); mmget(mm, &mut a.f);",
            "let guard = hold(&mut a.f).unwrap(); end(guard); mmget(mm, &mut a.f);",
            "hold(&mut a.f).run(); mmget(mm, &mut a.f);",
            "b.guard = hold(&mut a.f); b.run(); mmget(mm, &mut a.f);",
        ]);
    }

    #[test]
    fn conditions_that_may_be_the_same() {
        assert_silent(&[
            "mmget(mm, &mut a.f); if flag { mmput(mm, a.f.take()); } mmget(mm, &mut a.f);",
            "mmget(mm, &mut a.f); while flag() { mmput(mm, a.f.take()); break; } mmget(mm, &mut a.f);",
            "if flag { mmget(mm, &mut a.f); } if flag { mmput(mm, a.f.take()); } mmget(mm, &mut a.f);",
            "if flag { mmget(mm, &mut a.f); } if !flag { mmget(mm, &mut a.f); }",
            "let n = find(&mut a.f); if n == 0 { return None; } mmget(mm, &mut a.f);",
            "match find(&mut a.f) { 0 => {} _ => return None } mmget(mm, &mut a.f);",
            "loop { if flag() { break; } mmget(mm, &mut a.f); }",
        ]);
    }

    /// A buffer that is filled says nothing of a slot, and what it gave is tested as anything else.
    #[test]
    fn what_a_field_tells_decides_about_no_slot() {
        assert_silent(&[
            "MM_REF!(r: C); if !self.q.is_empty() { get(mm, &mut r); } if let Some(x) = pop(&mut self.q) { put(mm, r); }",
            "MM_REF!(r: C); if flag { get(mm, &mut r); } let ok = read(&mut self.q); if ok { put(mm, r); }",
            "MM_REF!(r: C); let ok = read(&mut self.q); if ok { get(mm, &mut r); } if ok { put(mm, r); }",
        ]);
        assert_found(Rule::C6, "r", &["MM_REF!(r: C); get(mm, &mut r); if read(&mut self.q) { put(mm, r); }"]);
    }

    /// Each field that a branch fills would be twice as many worlds.
    #[test]
    fn fields_make_no_worlds_that_stay() {
        let branches = |n| {
            format!(
                "let x{n} = read(&mut self.a{n}); if let Some(x) = x{n} {{ mmget(mm, &mut self.b{n}); self.c{n}.take(); }}"
            )
        };
        let many: String = (0..12).map(branches).collect();
        assert_found(Rule::C6, "r", &[&format!("MM_REF!(r: C); {many} get(mm, &mut r);")]);
    }
}
