//! What conditions are about: whether one may be the same as another that is already decided.
//!
//! Inside a branch, its condition is decided. If one that is written alike, or that looks at the same variable or
//! field, turns out differently, the path may be impossible: nothing is reported there for the references that it
//! came with. Calls that are written differently are taken to be different.

use syn::{BinOp, Block, Expr, ExprBinary, ExprUnary, Pat, UnOp};

use super::Walker;
use crate::check::data::{Asked, Before, Binding, Part, State, Told, Value, contested};
use crate::syntax::condition::{
    self, is_called, is_equation, is_place, leaves, mentions, parts, ruled_out, text, written,
};
use crate::syntax::pattern::{self, Matches};
use crate::syntax::{macros, success};

impl Walker<'_> {
    /// Runs something, then forgets what it learned of conditions.
    pub(super) fn supposing<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.learning(run).0
    }

    /// The same, but returns what it learned.
    pub(super) fn learning<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> (T, Vec<Asked>) {
        let before = self.known.len();
        let done = run(self);
        (done, self.known.unlearn(before))
    }

    /// From here on, the condition is decided.
    pub(super) fn decide(&mut self, condition: &Expr, outcome: bool) {
        match condition {
            Expr::Paren(inner) => self.decide(&inner.expr, outcome),
            Expr::Unary(ExprUnary { op: UnOp::Not(_), expr, .. }) => self.decide(expr, !outcome),
            Expr::Binary(ExprBinary { left, op: op @ (BinOp::And(_) | BinOp::Or(_)), right, .. }) => {
                if matches!(op, BinOp::And(_)) == outcome {
                    self.decide(left, outcome);
                    self.decide(right, outcome);
                } else {
                    let parts = parts(condition, op).into_iter().map(|part| self.part(part, outcome)).collect();
                    self.known.learn(Asked::Either(parts));
                }
                self.known.learn_all(text(condition).map(|(text, sense)| Asked::Decided(text, Some(outcome == sense))));
            }
            Expr::Let(binding) => self.decide_match(&binding.expr, &binding.pat, Some(outcome)),
            leaf => self.decided(leaf, Some(outcome)),
        }
    }

    fn part(&self, condition: &Expr, outcome: bool) -> Part {
        let about = leaves(condition).into_iter().flat_map(|leaf| self.subjects(leaf)).collect();
        let leaves = leaves(condition).into_iter().filter_map(text).map(|(text, _)| text).collect();
        Part { condition: text(condition).map(|(text, sense)| (text, outcome == sense)), leaves, about }
    }

    /// From here on, the value is known to match the pattern, or not to match it.
    pub(super) fn decide_match(&mut self, value: &Expr, pattern: &Pat, outcome: Option<bool>) {
        let outcome = match pattern::matches(pattern) {
            Matches::Success => outcome,
            Matches::Failure => outcome.map(|outcome| !outcome),
            Matches::All | Matches::Some => None,
        };
        self.decided(value, outcome);
    }

    /// From here on, this one condition is decided.
    pub(super) fn decided(&mut self, leaf: &Expr, outcome: Option<bool>) {
        let differs = outcome.is_some_and(|outcome| is_equation(leaf) == Some(!outcome));
        let about = |subject| if differs { Asked::Differs(subject) } else { Asked::Decided(subject, None) };
        let subjects = self.subjects(leaf);
        self.known.learn_all(subjects.into_iter().map(about));
        if let Some((text, sense)) = text(leaf) {
            self.known.learn_all(ruled_out(leaf, outcome).into_iter().map(|text| Asked::Decided(text, Some(false))));
            self.known.learn(Asked::Decided(text, outcome.map(|outcome| outcome == sense)));
        }
    }

    /// How a condition is already decided here, if it is.
    pub(super) fn decided_before(&self, leaf: &Expr) -> Before {
        self.decided_by(leaf, is_equation(leaf).is_some())
    }

    /// The same for a value that is compared with others.
    pub(super) fn compared_before(&self, value: &Expr) -> Before {
        self.decided_by(value, true).map(|_| None)
    }

    fn decided_by(&self, leaf: &Expr, is_equation: bool) -> Before {
        if self.known.is_empty() {
            return None;
        }
        if let Some((text, sense)) = text(leaf) {
            match self.known.outcome_of(&text) {
                Some(outcome) => return Some(outcome.map(|outcome| outcome == sense)),
                None if self.known.is_one_of_several(&text) => return None,
                None => {}
            }
        }
        self.subjects(leaf).iter().any(|subject| self.known.is_looked_at(subject, is_equation)).then_some(None)
    }

    /// A `?` or `unwrap` looks into a value. If that is a variable or field, an earlier condition may have decided it.
    pub(super) fn looked_into(&mut self, value: &Expr, told: Told) -> (Told, Before) {
        if !is_place(value) || !told.iter().any(|(_, value)| value.is_unknown()) {
            return (told, None);
        }
        let before = self.decided_before(value);
        self.decided(value, Some(true));
        let told = self.agreed(told);
        let contested = contested(&told);
        (told.each(|(state, _)| state.doubt(&contested)), before)
    }

    /// The variable is assigned to. A new value that is made of the old one still depends on that.
    pub(super) fn assigned_anew(&mut self, variable: &Expr, value: &Expr) {
        let Some(name) = written(variable).filter(|_| !self.known.is_empty()) else { return };
        if !self.subjects(value).iter().any(|subject| mentions(subject, &name)) {
            self.known.learn(Asked::Anew(name));
        }
    }

    /// The variables that a decided call is about, and that the body of a loop lends to somebody who may change them.
    /// In later rounds such calls are open again.
    pub(super) fn changed_by(&self, body: &Block) -> Vec<String> {
        let decided = self.known.said_by_calls();
        if decided.is_empty() {
            return Vec::new();
        }
        let mut borrowed = condition::borrowed_in(body);
        borrowed.retain(|name| decided.iter().any(|text| is_called(text, name)));
        borrowed
    }

    /// The variables, fields and calls that an expression is about, as written.
    pub(super) fn subjects(&self, expression: &Expr) -> Vec<String> {
        match expression {
            Expr::Paren(inner) => self.subjects(&inner.expr),
            Expr::Group(inner) => self.subjects(&inner.expr),
            Expr::Unary(unary) => self.subjects(&unary.expr),
            Expr::Reference(reference) => self.subjects(&reference.expr),
            Expr::Cast(cast) => self.subjects(&cast.expr),
            Expr::Await(inner) => self.subjects(&inner.base),
            Expr::Binary(binary) => [self.subjects(&binary.left), self.subjects(&binary.right)].concat(),
            Expr::Tuple(tuple) => tuple.elems.iter().flat_map(|part| self.subjects(part)).collect(),
            Expr::MethodCall(method) if success::look(&method.method.to_string()).is_some() => {
                self.subjects(&method.receiver)
            }
            Expr::Macro(mac) => {
                macros::matched(&mac.mac).map(|matched| self.subjects(&matched.value)).unwrap_or_default()
            }
            Expr::Path(_) => match self.named(expression) {
                Some(Binding::Var(var)) => self.register.subjects(var),
                _ => Vec::new(),
            },
            Expr::Lit(_) => Vec::new(),
            other => written(other).into_iter().collect(),
        }
    }
}

/// A state in which an already decided condition has this outcome.
pub(super) fn doubted(mut state: State, before: Before, value: Value, outcome: bool) -> State {
    let is_open = value.is_unknown() || matches!(value, Value::Object(_));
    if is_open && before.is_some_and(|before| before != Some(outcome)) {
        state.doubtful.extend(state.slots.keys());
        state.revive();
    }
    state
}
