//! What is known of conditions at a program point.

use crate::syntax::condition::{is_called, mentions};

/// What is known at this point, in the order in which it was learned.
#[derive(Default)]
pub(crate) struct Known(Vec<Asked>);

/// One thing that is known of conditions.
pub(crate) enum Asked {
    /// A condition, or something that it is about, is decided. The outcome is `None` where too little is known.
    Decided(String, Option<bool>),
    /// What this is about does not equal something, which says little about what else it may equal.
    Differs(String),
    /// At least one of these has this outcome.
    Either(Vec<Part>),
    /// The variable has another value now.
    Anew(String),
    /// What calls return for the variable may have changed.
    Changed(String),
}

/// One of several conditions, with its outcome if all others have the opposite one.
pub(crate) struct Part {
    pub(crate) condition: Option<(String, bool)>,
    /// What it is made of, if it is a combination itself.
    pub(crate) leaves: Vec<String>,
    pub(crate) about: Vec<String>,
}

/// How a condition is already decided. The inside is `None` if only a condition about the same thing is.
pub(crate) type Before = Option<Option<bool>>;

impl Known {
    pub(crate) fn learn(&mut self, asked: Asked) {
        self.0.push(asked);
    }

    pub(crate) fn learn_all(&mut self, asked: impl IntoIterator<Item = Asked>) {
        self.0.extend(asked);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Removes and returns everything after the first `len`.
    pub(crate) fn unlearn(&mut self, len: usize) -> Vec<Asked> {
        self.0.split_off(len)
    }

    /// Decided conditions that contain a call.
    pub(crate) fn said_by_calls(&self) -> Vec<&str> {
        let decided = self.0.iter().filter_map(|asked| match asked {
            Asked::Decided(text, _) | Asked::Differs(text) => Some(text.as_str()).filter(|text| text.contains('(')),
            Asked::Either(_) | Asked::Anew(_) | Asked::Changed(_) => None,
        });
        decided.collect()
    }

    pub(crate) fn outcome_of(&self, text: &str) -> Before {
        let left_over = |asked: &Asked| match asked {
            Asked::Either(parts) => self.left_over(parts, text),
            Asked::Decided(..) | Asked::Differs(_) | Asked::Anew(_) | Asked::Changed(_) => None,
        };
        self.known_of(text).or_else(|| self.0.iter().rev().find_map(left_over).map(Some))
    }

    fn known_of(&self, text: &str) -> Before {
        let tells = |asked: &Asked| match asked {
            Asked::Decided(decided, outcome) => (decided == text).then_some(Some(*outcome)),
            Asked::Anew(name) => mentions(text, name).then_some(None),
            Asked::Changed(name) => is_called(text, name).then_some(None),
            Asked::Differs(_) | Asked::Either(_) => None,
        };
        self.0.iter().rev().find_map(tells).flatten()
    }

    /// The outcome that the condition must have, where all others of several have the opposite one.
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

    pub(crate) fn is_one_of_several(&self, text: &str) -> bool {
        let is_in = |part: &Part| part.leaves.iter().any(|leaf| leaf == text);
        self.0.iter().any(|asked| matches!(asked, Asked::Either(parts) if parts.iter().any(is_in)))
    }

    pub(crate) fn is_looked_at(&self, subject: &str, by_equation: bool) -> bool {
        let tells = |asked: &Asked| match asked {
            Asked::Decided(decided, _) => (decided == subject).then_some(true),
            Asked::Differs(differs) => (differs == subject && !by_equation).then_some(true),
            Asked::Either(parts) => {
                parts.iter().any(|part| part.about.iter().any(|about| about == subject)).then_some(true)
            }
            Asked::Anew(name) => mentions(subject, name).then_some(false),
            Asked::Changed(name) => is_called(subject, name).then_some(false),
        };
        self.0.iter().rev().find_map(tells).unwrap_or(false)
    }
}

impl Part {
    fn is(&self, text: &str) -> bool {
        self.condition.as_ref().is_some_and(|(condition, _)| condition == text)
    }
}
