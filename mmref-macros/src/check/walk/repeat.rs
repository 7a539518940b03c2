//! Loops, labelled blocks, `break` and `continue`.

use syn::{Block, ExprBreak, ExprContinue, ExprForLoop, ExprLoop, ExprWhile, Label, Lifetime};

use super::Walker;
use super::counting::Repeated;
use crate::check::data::{Asked, Point, States, Told, Typestate, Value, forgetting, plain, telling};
use crate::model::Exit;

/// The number of rounds after which a loop that still finds new states is given up.
const MOST_ROUNDS: usize = 40;

/// What a `break` or `continue` can lead to.
pub(super) struct Target {
    label: Option<Lifetime>,
    is_loop: bool,
    /// Scopes outside of it.
    depth: usize,
    broken: Told,
    continued: States,
}

impl Walker<'_> {
    /// Runs something that `break` or `continue` can leave, and returns the states that arrive there.
    fn targeted<T>(
        &mut self,
        label: Option<&Label>,
        is_loop: bool,
        run: impl FnOnce(&mut Self) -> T,
    ) -> (T, Told, States) {
        let label = label.map(|label| label.name.clone());
        let depth = self.scopes.depth();
        self.targets.push(Target { label, is_loop, depth, broken: Told::new(), continued: States::new() });
        let done = run(self);
        let (broken, continued) =
            self.targets.pop().map(|target| (target.broken, target.continued)).unwrap_or_default();
        (done, broken, continued)
    }

    pub(super) fn labelled_block(&mut self, label: &Label, block: &Block, states: States) -> Told {
        let run = |walker: &mut Self| walker.supposing(|walker| walker.block(block, states));
        let (mut told, broken, _) = self.targeted(Some(label), false, run);
        told.extend(broken);
        told
    }

    pub(super) fn endless_loop(&mut self, expression: &ExprLoop, states: States) -> Told {
        self.rounds(expression.label.as_ref(), &expression.body, states, |walker, states| {
            (plain(walker.block(&expression.body, states)), States::new())
        })
    }

    pub(super) fn while_loop(&mut self, expression: &ExprWhile, states: States) -> Told {
        let end = Point::at_token(expression, expression.body.brace_token.span.close());
        let repeated = Repeated { body: &expression.body, function: self.function.block };
        let counts = repeated.counts(&expression.cond);
        self.rounds(expression.label.as_ref(), &expression.body, states, |walker, states| {
            let mut left = States::new();
            let run = |walker: &mut Self| {
                let (yes, no) = walker.condition(&expression.cond, states);
                let yes = if counts { yes } else { walker.uncontested(yes) };
                left = if counts { no } else { walker.uncontested(no) };
                walker.decide(&expression.cond, true);
                walker.block(&expression.body, yes)
            };
            let (round, _) = walker.contesting(|walker| walker.scoped(end, run));
            (plain(round), left)
        })
    }

    /// A loop condition that does not count is decided anew in every round: what is contested escapes.
    fn uncontested(&self, states: States) -> States {
        if self.contested.is_empty() {
            return states;
        }
        states.each(|state| {
            self.contested.iter().for_each(|slot| state.set(slot, Typestate::Escaped));
            state.revive();
        })
    }

    pub(super) fn for_loop(&mut self, expression: &ExprForLoop, states: States) -> Told {
        let states = forgetting(self.expression(&expression.expr, states));
        let end = Point::at_token(expression, expression.body.brace_token.span.close());
        self.rounds(expression.label.as_ref(), &expression.body, states, |walker, states| {
            let left = states.clone();
            let round = walker.scoped(end, |walker| {
                let states = walker.bind_pattern(&expression.pat, telling(states, Value::Unknown));
                walker.block(&expression.body, states)
            });
            (plain(round), left)
        })
    }

    /// Repeats until no new state appears at the head. `round` returns the states at the end of the body, and those
    /// that leave at the head. What is decided before the loop stays so in the first round only, because the body may
    /// change it.
    fn rounds(
        &mut self,
        label: Option<&Label>,
        body: &Block,
        entry: States,
        mut round: impl FnMut(&mut Self, States) -> (States, States),
    ) -> Told {
        let changed = self.changed_by(body);
        let (first, mut head) = if changed.is_empty() { (States::new(), entry) } else { (entry, States::new()) };
        let mut told = Told::new();
        // Observations that are made before all states are known may be wrong.
        let before = self.observations.so_far();
        for _ in 0..MOST_ROUNDS {
            self.observations.forget_since(before);
            let both = |walker: &mut Self| {
                let (mut end, mut left) = if first.is_empty() {
                    Default::default()
                } else {
                    walker.supposing(|walker| round(walker, first.clone()))
                };
                let (later_end, later_left) = walker.supposing(|walker| {
                    walker.known.learn_all(changed.iter().cloned().map(Asked::Changed));
                    round(walker, head.clone())
                });
                end.extend(later_end);
                left.extend(later_left);
                (end, left)
            };
            let ((end, left), broken, continued) = self.targeted(label, true, both);
            told = telling(left, Value::Unknown);
            told.extend(broken);
            let known = head.len();
            head.extend(end);
            head.extend(continued);
            self.bounded(&head);
            if head.len() == known || self.too_much {
                return told;
            }
        }
        self.too_much = true;
        told
    }

    pub(super) fn break_expression(&mut self, expression: &ExprBreak, states: States) {
        let told = match &expression.expr {
            Some(value) => self.expression(value, states),
            None => telling(states, Value::Unknown),
        };
        self.jump(
            told,
            expression.label.as_ref(),
            Exit::Break,
            Point::at_token(expression, expression.break_token.span),
        );
    }

    pub(super) fn continue_expression(&mut self, expression: &ExprContinue, states: States) {
        let place = Point::at_token(expression, expression.continue_token.span);
        self.jump(telling(states, Value::Unknown), expression.label.as_ref(), Exit::Continue, place);
    }

    fn jump(&mut self, told: Told, label: Option<&Lifetime>, exit: Exit, place: Point<'_>) {
        let leads_here = |target: &Target| match label {
            Some(label) => target.label.as_ref().is_some_and(|found| found.ident == label.ident),
            None => target.is_loop,
        };
        let Some(target) = self.targets.iter().rposition(leads_here) else {
            self.too_much = true;
            return;
        };
        let depth = self.targets[target].depth;
        self.leave(&told, depth, exit, place);
        let told = self.outside(told, self.scopes.from(depth));
        let target = &mut self.targets[target];
        match exit {
            Exit::Continue => target.continued.extend(plain(told)),
            _ => target.broken.extend(told),
        }
    }
}
