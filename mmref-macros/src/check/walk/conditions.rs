//! What conditions are about: whether one may be another that is decided already.
//!
//! Inside of a branch its condition is decided. Where one that is written alike, or that looks at the same variable or
//! field, turns out differently, the path may be none: nothing is said there of the references that it came with. Calls
//! that are written differently are taken as different.

use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, ExprBinary, ExprUnary, Lit, Member, Pat, UnOp};

use super::callee::is_observing;
use super::macros;
use super::pattern::{self, Matches};
use super::scope::Binding;
use super::walk::Walker;
use super::state::{Told, Value, State, contested};

/// Methods that give something else each time.
const ADVANCING: [&str; 7] = ["next", "next_back", "pop", "pop_front", "pop_back", "recv", "try_recv"];

/// What is known of conditions where we are.
pub(super) enum Asked {
    /// A condition, or something that it is about, is decided; how, unless that says too little.
    Decided(String, Option<bool>),
    /// What this is about does not equal something, which says little of what else it may equal.
    Differs(String),
    /// Not all of these have turned out the other way.
    Either(Vec<Part>),
    /// The variable has another value now.
    Anew(String),
    /// What calls say of the variable may be something else by now.
    Changed(String),
}

/// One of several conditions, and how it turned out unless all others have turned out the other way.
pub(super) struct Part {
    condition: Option<(String, bool)>,
    /// What it is made of, if it is made of several itself.
    leaves: Vec<String>,
    about: Vec<String>,
}

/// How a condition is decided already. The inside is `None` if it is only about the same.
pub(super) type Before = Option<Option<bool>>;

impl Walker<'_> {
    /// From here on the condition is decided.
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
                    self.asked.push(Asked::Either(parts));
                }
                self.asked.extend(text(condition).map(|(text, sense)| Asked::Decided(text, Some(outcome == sense))));
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

    /// From here on the value is known to match the pattern, or not to.
    pub(super) fn decide_match(&mut self, value: &Expr, pattern: &Pat, outcome: Option<bool>) {
        let outcome = match pattern::matches(pattern) {
            Matches::Success => outcome,
            Matches::Failure => outcome.map(|outcome| !outcome),
            Matches::All | Matches::Some => None,
        };
        self.decided(value, outcome);
    }

    /// From here on this one condition is decided.
    pub(super) fn decided(&mut self, leaf: &Expr, outcome: Option<bool>) {
        let differs = outcome.is_some_and(|outcome| is_equation(leaf) == Some(!outcome));
        let about = |subject| if differs { Asked::Differs(subject) } else { Asked::Decided(subject, None) };
        let subjects = self.subjects(leaf);
        self.asked.extend(subjects.into_iter().map(about));
        if let Some((text, sense)) = text(leaf) {
            self.asked.extend(ruled_out(leaf, outcome).into_iter().map(|text| Asked::Decided(text, Some(false))));
            self.asked.push(Asked::Decided(text, outcome.map(|outcome| outcome == sense)));
        }
    }

    /// How a condition is decided already where we are, if it is.
    pub(super) fn decided_before(&self, leaf: &Expr) -> Before {
        self.decided_by(leaf, is_equation(leaf).is_some())
    }

    /// The same for a value that is compared with others.
    pub(super) fn compared_before(&self, value: &Expr) -> Before {
        self.decided_by(value, true).map(|_| None)
    }

    fn decided_by(&self, leaf: &Expr, is_equation: bool) -> Before {
        if self.asked.is_empty() {
            return None;
        }
        if let Some((text, sense)) = text(leaf) {
            match self.outcome_of(&text) {
                Some(outcome) => return Some(outcome.map(|outcome| outcome == sense)),
                None if self.is_one_of_several(&text) => return None,
                None => {}
            }
        }
        self.subjects(leaf).iter().any(|subject| self.is_looked_at(subject, is_equation)).then_some(None)
    }

    fn outcome_of(&self, text: &str) -> Before {
        let left_over = |asked: &Asked| match asked {
            Asked::Either(parts) => self.left_over(parts, text),
            Asked::Decided(..) | Asked::Differs(_) | Asked::Anew(_) | Asked::Changed(_) => None,
        };
        self.known_of(text).or_else(|| self.asked.iter().rev().find_map(left_over).map(Some))
    }

    fn known_of(&self, text: &str) -> Before {
        let tells = |asked: &Asked| match asked {
            Asked::Decided(decided, outcome) => (decided == text).then_some(Some(*outcome)),
            Asked::Anew(name) => mentions(text, name).then_some(None),
            Asked::Changed(name) => is_called(text, name).then_some(None),
            Asked::Differs(_) | Asked::Either(_) => None,
        };
        self.asked.iter().rev().find_map(tells).flatten()
    }

    /// How the condition must turn out, where all others of several have turned out the other way.
    fn left_over(&self, parts: &[Part], text: &str) -> Option<bool> {
        let (this, others): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(|part| part.is(text));
        let is_out = |part: &&Part| {
            let known = |(text, outcome): &(String, bool)| self.known_of(text) == Some(Some(!outcome));
            part.condition.as_ref().is_some_and(known)
        };
        let mut outcomes = this.iter().filter_map(|part| part.condition.as_ref()).map(|(_, outcome)| *outcome);
        let outcome = outcomes.next().filter(|first| outcomes.all(|other| other == *first));
        outcome.filter(|_| others.iter().all(is_out))
    }

    fn is_one_of_several(&self, text: &str) -> bool {
        let is_in = |part: &Part| part.leaves.iter().any(|leaf| leaf == text);
        self.asked.iter().any(|asked| matches!(asked, Asked::Either(parts) if parts.iter().any(is_in)))
    }

    fn is_looked_at(&self, subject: &str, by_equation: bool) -> bool {
        let tells = |asked: &Asked| match asked {
            Asked::Decided(decided, _) => (decided == subject).then_some(true),
            Asked::Differs(differs) => (differs == subject && !by_equation).then_some(true),
            Asked::Either(parts) => {
                parts.iter().any(|part| part.about.iter().any(|about| about == subject)).then_some(true)
            }
            Asked::Anew(name) => mentions(subject, name).then_some(false),
            Asked::Changed(name) => is_called(subject, name).then_some(false),
        };
        self.asked.iter().rev().find_map(tells).unwrap_or(false)
    }

    /// A `?` or `unwrap` looks into a value. If that is a variable or field, it may decide what an earlier condition has.
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

    /// The variable is assigned to. What is made of its own value still has to do with that.
    pub(super) fn assigned_anew(&mut self, variable: &Expr, value: &Expr) {
        let Some(name) = written(variable).filter(|_| !self.asked.is_empty()) else { return };
        if !self.subjects(value).iter().any(|subject| mentions(subject, &name)) {
            self.asked.push(Asked::Anew(name));
        }
    }

    /// The variables of which a call has said something that is decided, and which the body of a loop lends to somebody
    /// who may change that: in later rounds it is open again.
    pub(super) fn changed_by(&self, body: &Block) -> Vec<String> {
        let decided = self.asked.iter().filter_map(|asked| match asked {
            Asked::Decided(text, _) | Asked::Differs(text) => Some(text.as_str()).filter(|text| text.contains('(')),
            Asked::Either(_) | Asked::Anew(_) | Asked::Changed(_) => None,
        });
        let decided: Vec<&str> = decided.collect();
        if decided.is_empty() {
            return Vec::new();
        }
        let mut borrowed = Borrowed::default();
        borrowed.visit_block(body);
        borrowed.names.retain(|name| decided.iter().any(|text| is_called(text, name)));
        borrowed.names
    }

    /// The variables, fields and calls that an expression is about, as they are written.
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
            Expr::MethodCall(method) if is_observing(&method.method.to_string()) => self.subjects(&method.receiver),
            Expr::Macro(mac) => macros::matched(&mac.mac).map(|value| self.subjects(&value)).unwrap_or_default(),
            Expr::Path(_) => match self.named(expression) {
                Some(Binding::Var(var)) => self.var_subjects(var),
                _ => Vec::new(),
            },
            Expr::Lit(_) => Vec::new(),
            other => written(other).into_iter().collect(),
        }
    }
}

impl Part {
    fn is(&self, text: &str) -> bool {
        self.condition.as_ref().is_some_and(|(condition, _)| condition == text)
    }
}

/// A state in which a condition turns out like this, which is decided already.
pub(super) fn doubted(mut state: State, before: Before, value: Value, outcome: bool) -> State {
    let is_open = value.is_unknown() || matches!(value, Value::Object(_));
    if is_open && before.is_some_and(|before| before != Some(outcome)) {
        state.doubtful.extend(state.slots.keys());
        state.revive();
    }
    state
}

