//! What was observed at each point, and the findings that result.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use super::point::Point;
use super::register::Register;
use super::scope::Binding;
use super::state::{Event, is_field};
use crate::model::{Exit, Fault, Finding, Rule};
use crate::syntax::node::Node;

/// The rule, the reference or object, and the syntax node.
type Key = (Rule, Binding, Node);

/// Everything that was observed at the exits, fills and uses of a function, over all states, in order.
#[derive(Default)]
pub(crate) struct Observations {
    log: Vec<(Key, Seen)>,
    /// The `#[mmref::waive]`s that are in force, each with the statement that it stands on.
    waived: Vec<(Rule, Node)>,
}

#[derive(Clone, Copy)]
enum Seen {
    /// In some state nothing is wrong here.
    Fine,
    Wrong(Span, Fault, Option<Event>),
    /// Wrong, but silenced by a `#[mmref::waive]`.
    Silenced(Node),
}

impl Observations {
    pub(crate) fn waive(&mut self, rule: Rule, node: Node) {
        self.waived.push((rule, node));
    }

    /// The latest `#[mmref::waive]` ends.
    pub(crate) fn unwaive(&mut self) {
        self.waived.pop();
    }

    /// The `#[mmref::waive]`s that have silenced something.
    pub(crate) fn silencing(&self) -> BTreeSet<Node> {
        let silenced = |(_, seen): &(Key, Seen)| match seen {
            Seen::Silenced(by) => Some(*by),
            _ => None,
        };
        self.log.iter().filter_map(silenced).collect()
    }

    pub(crate) fn wrong(&mut self, rule: Rule, of: Binding, place: Point<'_>, fault: Fault, event: Option<Event>) {
        let waived = self.waived.iter().rfind(|(waived, _)| *waived == rule);
        let seen = waived.map_or_else(|| Seen::Wrong(place.span(), fault, event), |(_, by)| Seen::Silenced(*by));
        self.log.push(((rule, of, place.node), seen));
    }

    pub(crate) fn fine(&mut self, rule: Rule, of: Binding, place: Point<'_>) {
        self.log.push(((rule, of, place.node), Seen::Fine));
    }

    /// The number of observations so far, for [`Self::forget_since`].
    pub(crate) fn so_far(&self) -> usize {
        self.log.len()
    }

    pub(crate) fn forget_since(&mut self, so_far: usize) {
        self.log.truncate(so_far);
    }

    /// What is wrong, in the order in which its places were first seen. References of one name are reported as one.
    pub(crate) fn into_findings(self, register: &Register) -> Vec<Finding> {
        if !self.log.iter().any(|(_, seen)| matches!(seen, Seen::Wrong(..))) {
            return Vec::new();
        }
        let (mut places, mut amounts) = (BTreeMap::new(), Vec::<(Rule, String, Amount)>::new());
        for ((rule, of, node), seen) in self.log {
            let field = matches!(of, Binding::Slot(slot) if is_field(slot)).then_some(node);
            let at = *places.entry((rule, register.name(of), node)).or_insert(amounts.len());
            if at == amounts.len() {
                amounts.push((rule, register.name(of), Amount::default()));
            }
            amounts[at].2.add(seen);
            amounts[at].2.field = field;
        }
        let finding = |(rule, reference, seen): (Rule, String, Amount)| {
            let (span, fault) = seen.wrong?;
            let acquired = seen.events.into_iter().map(|event| register.span(event)).collect();
            Some(Finding { rule, reference, span, fault, acquired, always: !seen.fine, field: seen.field })
        };
        amounts.into_iter().filter_map(finding).collect()
    }
}

/// Everything that was observed of one name at one place.
#[derive(Default)]
struct Amount {
    fine: bool,
    wrong: Option<(Span, Fault)>,
    events: BTreeSet<Event>,
    /// The place, if the reference is a field.
    field: Option<Node>,
}

impl Amount {
    fn add(&mut self, seen: Seen) {
        match seen {
            Seen::Fine => self.fine = true,
            Seen::Wrong(span, fault, event) => {
                self.wrong = Some((span, fault));
                self.events.extend(event);
            }
            Seen::Silenced(_) => {}
        }
    }
}

/// The rule that an exit with a held reference breaks.
pub(crate) fn leak_rule(released: bool) -> Rule {
    if released { Rule::C4 } else { Rule::C6 }
}

pub(crate) fn leaves(exit: Exit) -> Fault {
    Fault::Leaves(exit)
}

#[cfg(test)]
#[path = "tests/observations.rs"]
mod tests;
