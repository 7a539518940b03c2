//! Conditions, `if` and `match`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{BinOp, Expr, ExprIf, ExprMatch, Lit, Pat, UnOp};

use super::Walker;
use super::conditions::doubted;
use super::field::by_field;
use crate::check::data::{
    Binding, Point, Scope, Slot, Sorted, State, States, Told, Typestate, Value, Var, contested, is_field, kinds, plain,
    telling,
};
use crate::syntax::attributes::has_cfg;
use crate::syntax::pattern::{self, Matches};

/// The states in which a condition is true, and those in which it is false.
pub(super) type Fork = (States, States);

impl Walker<'_> {
    pub(super) fn condition(&mut self, expression: &Expr, states: States) -> Fork {
        match expression {
            Expr::Paren(paren) => self.condition(&paren.expr, states),
            Expr::Group(group) => self.condition(&group.expr, states),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                let (yes, no) = self.condition(&unary.expr, states);
                (no, yes)
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
                let (yes, mut no) = self.condition(&binary.left, states);
                let (yes, not_right) = self.after(&binary.left, true, |walker| walker.condition(&binary.right, yes));
                no.extend(not_right);
                (yes, no)
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::Or(_)) => {
                let (mut yes, no) = self.condition(&binary.left, states);
                let (right, no) = self.after(&binary.left, false, |walker| walker.condition(&binary.right, no));
                yes.extend(right);
                (yes, no)
            }
            Expr::Lit(literal) => match &literal.lit {
                Lit::Bool(value) if value.value => (states, States::new()),
                Lit::Bool(_) => (States::new(), states),
                _ => (states.clone(), states),
            },
            Expr::Let(binding) => {
                let told = self.expression(&binding.expr, states);
                let (yes, no) = self.split(&binding.pat, &binding.expr, told);
                (self.bind_pattern(&binding.pat, yes), plain(no))
            }
            other => self.leaf(other, states),
        }
    }

    /// A condition that is one value: an outcome, a variable, or something unknown.
    fn leaf(&mut self, expression: &Expr, states: States) -> Fork {
        let named = self.named(expression);
        let told = self.expression(expression, states);
        let told = match named {
            Some(Binding::Var(var)) if self.register.is_independent(var) => told,
            _ => self.contest(told, Value::is_unknown),
        };
        let before = self.decided_before(expression);
        let mut fork = Fork::default();
        for (state, value) in told {
            let (yes, no) = decided(state, value, named);
            let [yes, no] = by_field(yes, no, value, true);
            fork.0.extend(yes.map(|state| doubted(state, before, value, true)));
            fork.1.extend(no.map(|state| doubted(state, before, value, false)));
        }
        fork
    }

    /// Runs something after a condition is decided.
    fn after<T>(&mut self, condition: &Expr, outcome: bool, run: impl FnOnce(&mut Self) -> T) -> T {
        self.supposing(|walker| {
            walker.decide(condition, outcome);
            run(walker)
        })
    }

    /// Runs something, and returns what it contested. Afterwards, what was contested before is restored.
    pub(super) fn contesting<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> (T, Sorted<Slot>) {
        let before = std::mem::take(&mut self.contested);
        let done = run(self);
        (done, std::mem::replace(&mut self.contested, before))
    }

    /// A value is tested that is open in some states, and may be the same as one that was tested before.
    fn contest(&mut self, mut told: Told, is_open: impl Fn(Value) -> bool) -> Told {
        if told.iter().any(|(_, value)| is_open(*value)) {
            told = self.agreed(told);
            self.contested.extend(contested(&told));
            let doubted = dead_in_some(&told);
            if !doubted.is_empty() {
                told = told.each(|(state, _)| state.revive_only(&doubted));
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
        for (state, value) in told {
            let (matched, unmatched) = matched(state, value, matches);
            let [matched, unmatched] = by_field(matched, unmatched, value, success);
            yes.extend(matched.map(|state| (doubted(state, before, value, success), value)));
            no.extend(unmatched.map(|state| (doubted(state, before, value, !success), value)));
        }
        (yes, no)
    }

    pub(super) fn if_expression(&mut self, expression: &ExprIf, states: States) -> Told {
        let end = Point::at_token(expression, expression.then_branch.brace_token.span.close());
        let (mut otherwise, mut doubted) = (States::new(), Sorted::new());
        let doubtful_before = doubtful(&[&states]);
        let then = |walker: &mut Self| {
            let (yes, no) = walker.condition(&expression.cond, states);
            doubted = doubtful(&[&yes, &no]);
            let branches = || vec![expression.then_branch.to_token_stream(), else_tokens(expression)];
            let yes = walker.entered(yes, branches);
            otherwise = walker.entered(no, branches);
            walker.decide(&expression.cond, true);
            walker.block(&expression.then_branch, yes)
        };
        let (then, mut contested) = self.contesting(|walker| walker.supposing(|walker| walker.scoped(end, then)));
        let otherwise = self.out_of_scope(otherwise, Value::Unknown);
        let otherwise = self.otherwise(expression, otherwise, then.is_empty());
        contested.retain(|slot| !doubted.contains(slot));
        doubted.retain(|slot| !doubtful_before.contains(slot));
        let branches = vec![then, otherwise];
        contested.extend(doubted.iter().filter(|slot| is_the_same(&branches, *slot)));
        self.agreed(joined(branches, &contested))
    }

    /// The `else` branch, or its absence. If the other branch does not come back, what is decided in this one stays
    /// decided behind the `if`; if this one does not, the opposite.
    fn otherwise(&mut self, expression: &ExprIf, states: States, is_only: bool) -> Told {
        let (told, learned) = self.learning(|walker| {
            walker.decide(&expression.cond, false);
            match &expression.else_branch {
                Some((_, expression)) => walker.expression(expression, states),
                None => telling(states, Value::Unknown),
            }
        });
        if is_only {
            self.known.learn_all(learned);
        }
        if told.is_empty() {
            self.decide(&expression.cond, true);
        }
        told
    }

    /// States enter a branch. A contested reference that a branch mentions escapes; one that no branch mentions
    /// is in doubt until the branches meet again.
    fn entered(&mut self, states: States, branches: impl Fn() -> Vec<TokenStream>) -> States {
        if self.contested.is_empty() {
            return states;
        }
        let mentioned: Sorted<Slot> = branches()
            .into_iter()
            .flat_map(|tokens| self.scopes.mentioned(tokens))
            .filter_map(|binding| match binding {
                Binding::Slot(slot) => Some(slot),
                Binding::Var(_) => None,
            })
            .collect();
        let (decided, doubtful): (Sorted<Slot>, Sorted<Slot>) =
            self.contested.iter().partition(|slot| mentioned.contains(*slot));
        states.each(|state| {
            decided.iter().for_each(|slot| state.set(slot, Typestate::Escaped));
            state.doubt(&doubtful);
            state.revive();
        })
    }

    pub(super) fn match_expression(&mut self, expression: &ExprMatch, states: States) -> Told {
        let values = self.expression(&expression.expr, states);
        let ((told, unsettled), mut contested) = self.contesting(|walker| walker.arms(expression, values));
        if told.iter().any(Told::is_empty) {
            self.decided(&expression.expr, None);
        }
        contested.retain(|slot| !unsettled.contains(slot));
        self.agreed(joined(told, &contested))
    }

    /// The value of each arm, and the references that are in doubt when an arm is entered.
    fn arms(&mut self, expression: &ExprMatch, mut rest: Told) -> (Vec<Told>, Sorted<Slot>) {
        let arms = || expression.arms.iter().map(ToTokens::to_token_stream).collect();
        let (mut told, mut unsettled) = (Vec::new(), Sorted::new());
        for arm in &expression.arms {
            let (pattern, guard) = guarded(&arm.pat);
            let (matched, unmatched) = self.split(pattern, &expression.expr, rest);
            rest = unmatched;
            if has_cfg(&arm.attrs) {
                // If the arm is compiled out, another one takes its values.
                rest.extend(matched);
                continue;
            }
            let end = Point::at_part(arm, &arm.body);
            let mut refused = States::new();
            let value = one_value(&matched);
            let run = |walker: &mut Self| {
                let mut states = walker.bind_pattern(pattern, matched);
                walker.decide_match(&expression.expr, pattern, Some(true));
                if let Some(guard) = guard {
                    (states, refused) = walker.waiting(value, |walker| walker.condition(guard, states));
                    walker.decide(guard, true);
                }
                unsettled.extend(doubtful(&[&states]).iter());
                let states = walker.entered(states, arms);
                walker.expression(&arm.body, states)
            };
            told.push(self.supposing(|walker| walker.scoped(end, run)));
            // The guard was false: the value goes to the next arm.
            rest.extend(telling(self.out_of_scope(refused, value), value));
        }
        (told, unsettled)
    }

    /// Forgets what belongs to a scope that has ended.
    fn out_of_scope(&self, states: States, value: Value) -> States {
        let slots: Sorted<Slot> = self.scopes.from(0).iter().flat_map(Scope::slots).collect();
        let vars: Sorted<Var> = self.scopes.from(0).iter().flat_map(Scope::vars).collect();
        states.each(|state| {
            self.forget_fields_outside(&vars, state);
            state.slots.retain(|slot, _| is_field(slot) || slots.contains(slot));
            state.facts.retain(|var, _| vars.contains(var));
            state.dead.retain(|var| vars.contains(var));
            state.kept.retain(|(var, by)| vars.contains(var) && by.is_none_or(|slot| slots.contains(slot)));
            self.settle(state, value);
        })
    }
}

/// The value, if it is the same in all states.
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

/// Objects that are given up in some states and not in others.
fn dead_in_some(told: &Told) -> Sorted<Var> {
    let mut dead = Sorted::new();
    for (state, _) in told {
        dead.extend(state.dead.iter());
    }
    dead.retain(|object| !told.iter().all(|(state, _)| state.dead.contains(object)));
    dead
}

/// References that are in doubt in some states.
fn doubtful(states: &[&States]) -> Sorted<Slot> {
    let mut doubtful = Sorted::new();
    states.iter().flat_map(|states| states.iter()).for_each(|state| doubtful.extend(state.doubtful.iter()));
    doubtful
}

/// Whether every branch leaves the reference in one state, whichever of its paths is taken.
fn is_the_same(branches: &[Told], slot: Slot) -> bool {
    branches.iter().all(|told| kinds(told, slot).iter().count() == 1)
}

/// The states after all branches. A reference in doubt is settled again where all branches agree about it.
fn joined(branches: Vec<Told>, contested: &Sorted<Slot>) -> Told {
    let settled: Vec<Slot> = contested.iter().filter(|slot| agree(&branches, *slot)).collect();
    let mut told = Told::new();
    for branch in branches {
        told.extend(branch.each(|(state, _)| settled.iter().for_each(|slot| state.doubtful.remove(*slot))));
    }
    told
}

fn agree(branches: &[Told], slot: Slot) -> bool {
    let mut kinds = branches.iter().map(|told| kinds(told, slot));
    let first = kinds.next().unwrap_or_default();
    !first.is_empty() && kinds.all(|other| other == first)
}

/// A condition in one state.
fn decided(state: State, value: Value, named: Option<Binding>) -> (Option<State>, Option<State>) {
    match value {
        Value::Bool(true) => (Some(state), None),
        Value::Bool(false) => (None, Some(state)),
        Value::Outcome(event) => (state.clone().decide(event, true), state.decide(event, false)),
        Value::Truth(event, when) => (state.clone().decide(event, when), state.decide(event, !when)),
        Value::Last => (Some(state.clone().after_the_last()), Some(state)),
        Value::Unknown | Value::Object(_) | Value::Success(_) | Value::OfField(..) => {
            let (mut yes, mut no) = (state.clone(), state);
            if let Some(Binding::Var(var)) = named {
                yes.learn(var, Value::Bool(true));
                no.learn(var, Value::Bool(false));
            }
            (Some(yes), Some(no))
        }
    }
}

/// A pattern in one state: the state in which it matches, and the one in which it does not.
fn matched(mut state: State, value: Value, matches: Matches) -> (Option<State>, Option<State>) {
    match (value, matches) {
        (_, Matches::All) => (Some(state), None),
        (value, Matches::Some) => {
            state.lose(value);
            (Some(state.clone()), Some(state))
        }
        (Value::Outcome(event), matches) => {
            let success = matches == Matches::Success;
            (state.clone().decide(event, success), state.decide(event, !success))
        }
        (Value::Truth(event, when), matches) => {
            let truth = when == (matches == Matches::Success);
            (state.clone().decide(event, truth), state.decide(event, !truth))
        }
        (Value::Bool(value) | Value::Success(value), matches) => {
            if value == (matches == Matches::Success) {
                (Some(state), None)
            } else {
                (None, Some(state))
            }
        }
        (Value::Last, _) => (Some(state.clone().after_the_last()), Some(state.after_the_last())),
        (Value::Unknown | Value::Object(_) | Value::OfField(..), _) => (Some(state.clone()), Some(state)),
    }
}
