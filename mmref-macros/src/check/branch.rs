//! Conditions, `if` and `match`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{BinOp, Expr, ExprIf, ExprMatch, Lit, Pat, UnOp};

use super::about::doubted;
use super::field::by_field;
use super::observe::Place;
use super::pattern::{self, Matches};
use super::scope::{self, Binding};
use super::set::Sorted;
use super::walk::{Walker, has_cfg};
use super::world::{Slot, State, Told, Value, Var, World, Worlds, contested, is_field, kinds, plain, telling};

/// The worlds in which a condition is true, and those in which it is false.
pub(super) type Fork = (Worlds, Worlds);

impl Walker<'_> {
    pub(super) fn condition(&mut self, expression: &Expr, worlds: Worlds) -> Fork {
        match expression {
            Expr::Paren(paren) => self.condition(&paren.expr, worlds),
            Expr::Group(group) => self.condition(&group.expr, worlds),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                let (yes, no) = self.condition(&unary.expr, worlds);
                (no, yes)
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
                let (yes, mut no) = self.condition(&binary.left, worlds);
                let (yes, not_right) = self.after(&binary.left, true, |walker| walker.condition(&binary.right, yes));
                no.extend(not_right);
                (yes, no)
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::Or(_)) => {
                let (mut yes, no) = self.condition(&binary.left, worlds);
                let (right, no) = self.after(&binary.left, false, |walker| walker.condition(&binary.right, no));
                yes.extend(right);
                (yes, no)
            }
            Expr::Lit(literal) => match &literal.lit {
                Lit::Bool(value) if value.value => (worlds, Worlds::new()),
                Lit::Bool(_) => (Worlds::new(), worlds),
                _ => (worlds.clone(), worlds),
            },
            Expr::Let(binding) => {
                let told = self.expression(&binding.expr, worlds);
                let (yes, no) = self.split(&binding.pat, &binding.expr, told);
                (self.bind_pattern(&binding.pat, yes), plain(no))
            }
            other => self.leaf(other, worlds),
        }
    }

    /// A condition that is one value: an outcome, a variable, or something of which nothing is known.
    fn leaf(&mut self, expression: &Expr, worlds: Worlds) -> Fork {
        let named = self.named(expression);
        let told = self.expression(expression, worlds);
        let told = match named {
            Some(Binding::Var(var)) if self.is_independent(var) => told,
            _ => self.contest(told, Value::is_unknown),
        };
        let before = self.decided_before(expression);
        let mut fork = Fork::default();
        for (world, value) in told {
            let (yes, no) = decided(world, value, named);
            let [yes, no] = by_field(yes, no, value, true);
            fork.0.extend(yes.map(|world| doubted(world, before, value, true)));
            fork.1.extend(no.map(|world| doubted(world, before, value, false)));
        }
        fork
    }

    /// Does something that comes after a condition.
    fn after<T>(&mut self, condition: &Expr, outcome: bool, run: impl FnOnce(&mut Self) -> T) -> T {
        let asked = self.asked.len();
        self.decide(condition, outcome);
        let done = run(self);
        self.asked.truncate(asked);
        done
    }

    /// Something is looked at that is open in some worlds, and which may be the same as what was looked at before.
    fn contest(&mut self, mut told: Told, is_open: impl Fn(Value) -> bool) -> Told {
        if told.iter().any(|(_, value)| is_open(*value)) {
            told = self.agreed(told);
            self.contested.extend(contested(&told));
            let doubted = dead_in_some(&told);
            if !doubted.is_empty() {
                told = told.each(|(world, _)| world.revive_only(&doubted));
            }
        }
        told
    }

    /// The values that a pattern matches, and those that it does not.
    pub(super) fn split(&mut self, pattern: &Pat, expression: &Expr, told: Told) -> (Told, Told) {
        let matches = pattern::matches(pattern);
        let told = if matches == Matches::All {
            told
        } else {
            self.contest(told, |value| matches == Matches::Some || value.is_unknown())
        };
        let success = matches == Matches::Success;
        let before = match matches {
            Matches::All => None,
            Matches::Some => self.compared_before(expression),
            _ => self.decided_before(expression),
        };
        let (mut yes, mut no) = (Told::new(), Told::new());
        for (world, value) in told {
            let (matched, unmatched) = matched(world, value, matches);
            let [matched, unmatched] = by_field(matched, unmatched, value, success);
            yes.extend(matched.map(|world| (doubted(world, before, value, success), value)));
            no.extend(unmatched.map(|world| (doubted(world, before, value, !success), value)));
        }
        (yes, no)
    }

    pub(super) fn if_expression(&mut self, expression: &ExprIf, worlds: Worlds) -> Told {
        let end = Place::at_token(expression, expression.then_branch.brace_token.span.close());
        let before = std::mem::take(&mut self.contested);
        let asked = self.asked.len();
        let (mut otherwise, mut doubted) = (Worlds::new(), Sorted::new());
        let doubtful_before = doubtful(&[&worlds]);
        let then = self.scoped(end, |walker| {
            let (yes, no) = walker.condition(&expression.cond, worlds);
            doubted = doubtful(&[&yes, &no]);
            let branches = || vec![expression.then_branch.to_token_stream(), else_tokens(expression)];
            let yes = walker.entered(yes, branches);
            otherwise = walker.entered(no, branches);
            walker.decide(&expression.cond, true);
            walker.block(&expression.then_branch, yes)
        });
        let mut contested = std::mem::replace(&mut self.contested, before);
        let otherwise = self.out_of_scope(otherwise, Value::Unknown);
        self.asked.truncate(asked);
        self.decide(&expression.cond, false);
        let otherwise = match &expression.else_branch {
            Some((_, expression)) => self.expression(expression, otherwise),
            None => telling(otherwise, Value::Unknown),
        };
        if !then.is_empty() {
            self.asked.truncate(asked);
        }
        if otherwise.is_empty() {
            self.decide(&expression.cond, true);
        }
        contested.retain(|slot| !doubted.contains(slot));
        doubted.retain(|slot| !doubtful_before.contains(slot));
        let branches = vec![then, otherwise];
        contested.extend(doubted.iter().filter(|slot| is_the_same(&branches, *slot)));
        self.agreed(joined(branches, &contested))
    }

    /// Worlds enter a branch. What is contested and decided in one of the branches goes out of sight; what is not even
    /// named in them is in doubt until they meet again.
    fn entered(&mut self, worlds: Worlds, branches: impl Fn() -> Vec<TokenStream>) -> Worlds {
        if self.contested.is_empty() {
            return worlds;
        }
        let mentioned: Sorted<Slot> = branches()
            .into_iter()
            .flat_map(|tokens| scope::mentioned(&self.scopes, tokens))
            .filter_map(|binding| match binding {
                Binding::Slot(slot) => Some(slot),
                Binding::Var(_) => None,
            })
            .collect();
        let (decided, doubtful): (Sorted<Slot>, Sorted<Slot>) =
            self.contested.iter().partition(|slot| mentioned.contains(*slot));
        worlds.each(|world| {
            decided.iter().for_each(|slot| world.set(slot, State::Escaped));
            world.doubt(&doubtful);
            world.revive();
        })
    }

    pub(super) fn match_expression(&mut self, expression: &ExprMatch, worlds: Worlds) -> Told {
        let mut rest = self.expression(&expression.expr, worlds);
        let outer = std::mem::take(&mut self.contested);
        let arms = || expression.arms.iter().map(ToTokens::to_token_stream).collect();
        let (mut told, mut all_contested, mut unsettled) = (Vec::new(), Sorted::new(), Sorted::new());
        let asked = self.asked.len();
        for arm in &expression.arms {
            let (pattern, guard) = guarded(&arm.pat);
            let (matched, unmatched) = self.split(pattern, &expression.expr, rest);
            rest = unmatched;
            if has_cfg(&arm.attrs) {
                // Where the arm is not there, another one takes its values.
                rest.extend(matched);
                continue;
            }
            let end = Place::at_part(arm, &arm.body);
            let mut refused = Worlds::new();
            let value = one_value(&matched);
            let arm_told = self.scoped(end, |walker| {
                let mut worlds = walker.bind_pattern(pattern, matched);
                walker.decide_match(&expression.expr, pattern, Some(true));
                if let Some(guard) = guard {
                    (worlds, refused) = walker.waiting(value, |walker| walker.condition(guard, worlds));
                    walker.decide(guard, true);
                }
                unsettled.extend(doubtful(&[&worlds]).iter());
                let worlds = walker.entered(worlds, arms);
                walker.expression(&arm.body, worlds)
            });
            told.push(arm_told);
            self.asked.truncate(asked);
            // The guard said no: the value goes on to the next arm.
            rest.extend(telling(self.out_of_scope(refused, value), value));
            all_contested.extend(self.contested.iter());
        }
        self.contested = outer;
        if told.iter().any(Told::is_empty) {
            self.decided(&expression.expr, None);
        }
        all_contested.retain(|slot| !unsettled.contains(slot));
        self.agreed(joined(told, &all_contested))
    }

    /// Forgets what only a scope that is left knew.
    fn out_of_scope(&self, worlds: Worlds, value: Value) -> Worlds {
        let slots: Sorted<Slot> = self.scopes.iter().flat_map(scope::Scope::slots).collect();
        let vars: Sorted<Var> = self.scopes.iter().flat_map(scope::Scope::vars).collect();
        worlds.each(|world| {
            self.forget_fields_outside(&vars, world);
            world.slots.retain(|slot, _| is_field(slot) || slots.contains(slot));
            world.facts.retain(|var, _| vars.contains(var));
            world.dead.retain(|var| vars.contains(var));
            world.kept.retain(|(var, by)| vars.contains(var) && by.is_none_or(|slot| slots.contains(slot)));
            self.settle(world, value);
        })
    }
}

/// The value that something tells in all worlds.
fn one_value(told: &Told) -> Value {
    let mut values = told.iter().map(|(_, value)| *value);
    let first = values.next().unwrap_or(Value::Unknown);
    if values.all(|value| value == first) { first } else { Value::Unknown }
}

fn else_tokens(expression: &ExprIf) -> TokenStream {
    expression.else_branch.as_ref().map(|(_, expression)| expression.to_token_stream()).unwrap_or_default()
}

fn guarded(pattern: &Pat) -> (&Pat, Option<&Expr>) {
    match pattern {
        Pat::Guard(guarded) => (&guarded.pat, Some(&guarded.guard)),
        pattern => (pattern, None),
    }
}

/// Objects that are given up in some of the worlds and not in others.
fn dead_in_some(told: &Told) -> Sorted<Var> {
    let mut dead = Sorted::new();
    for (world, _) in told {
        dead.extend(world.dead.iter());
    }
    dead.retain(|object| !told.iter().all(|(world, _)| world.dead.contains(object)));
    dead
}

/// References that are in doubt in some of the worlds.
fn doubtful(worlds: &[&Worlds]) -> Sorted<Slot> {
    let mut doubtful = Sorted::new();
    worlds.iter().flat_map(|worlds| worlds.iter()).for_each(|world| doubtful.extend(world.doubtful.iter()));
    doubtful
}

/// Whether all ways through all branches leave the reference in one state, so that it is no matter which of them there are.
fn is_the_same(branches: &[Told], slot: Slot) -> bool {
    branches.iter().all(|told| kinds(told, slot).iter().count() == 1)
}

/// The worlds after all branches. What was in doubt is settled again where all branches agree about it.
fn joined(branches: Vec<Told>, contested: &Sorted<Slot>) -> Told {
    let settled: Vec<Slot> = contested.iter().filter(|slot| agree(&branches, *slot)).collect();
    let mut told = Told::new();
    for branch in branches {
        told.extend(branch.each(|(world, _)| settled.iter().for_each(|slot| world.doubtful.remove(*slot))));
    }
    told
}

fn agree(branches: &[Told], slot: Slot) -> bool {
    let mut kinds = branches.iter().map(|told| kinds(told, slot));
    let first = kinds.next().unwrap_or_default();
    !first.is_empty() && kinds.all(|other| other == first)
}

/// A condition in one world.
fn decided(world: World, value: Value, named: Option<Binding>) -> (Option<World>, Option<World>) {
    match value {
        Value::Bool(true) => (Some(world), None),
        Value::Bool(false) => (None, Some(world)),
        Value::Outcome(event) => (world.clone().decide(event, true), world.decide(event, false)),
        Value::Truth(event, when) => (world.clone().decide(event, when), world.decide(event, !when)),
        Value::Last => (Some(world.clone().after_the_last()), Some(world)),
        Value::Unknown | Value::Object(_) | Value::Success(_) | Value::OfField(..) => {
            let (mut yes, mut no) = (world.clone(), world);
            if let Some(Binding::Var(var)) = named {
                yes.learn(var, Value::Bool(true));
                no.learn(var, Value::Bool(false));
            }
            (Some(yes), Some(no))
        }
    }
}

/// A pattern in one world: the world in which it matches, and the one in which it does not.
fn matched(mut world: World, value: Value, matches: Matches) -> (Option<World>, Option<World>) {
    match (value, matches) {
        (_, Matches::All) => (Some(world), None),
        (value, Matches::Some) => {
            world.lose(value);
            (Some(world.clone()), Some(world))
        }
        (Value::Outcome(event), matches) => {
            let success = matches == Matches::Success;
            (world.clone().decide(event, success), world.decide(event, !success))
        }
        (Value::Truth(event, when), matches) => {
            let truth = when == (matches == Matches::Success);
            (world.clone().decide(event, truth), world.decide(event, !truth))
        }
        (Value::Bool(value) | Value::Success(value), matches) => {
            if value == (matches == Matches::Success) {
                (Some(world), None)
            } else {
                (None, Some(world))
            }
        }
        (Value::Last, _) => (Some(world.clone().after_the_last()), Some(world.after_the_last())),
        (Value::Unknown | Value::Object(_) | Value::OfField(..), _) => (Some(world.clone()), Some(world)),
    }
}
