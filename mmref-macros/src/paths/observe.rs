//! What was seen where, and what that amounts to.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use super::world::Event;
use super::{Exit, Fault, Finding, Rule};

/// Where something was seen: the rule, the name, and the syntax node, by its address.
type Key = (Rule, String, usize);

/// Everything that was seen at the exits, fills and uses of a function, over all worlds.
#[derive(Clone, Default)]
pub(super) struct Observations {
    order: Vec<Key>,
    seen: BTreeMap<Key, Seen>,
    /// The `#[mmref::allow]`s that are in force, by the address of what they stand on.
    allowed: Vec<(Rule, usize)>,
    /// Those that have silenced something.
    used: BTreeSet<usize>,
}

#[derive(Clone)]
struct Seen {
    span: Span,
    fault: Option<Fault>,
    events: BTreeSet<Event>,
    /// Whether some world came by with which nothing is wrong.
    fine: bool,
}

/// A place in the body.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) node: usize,
    pub(super) span: Span,
}

impl Place {
    pub(super) fn of<T>(node: &T, span: Span) -> Self {
        Self { node: core::ptr::from_ref(node) as usize, span }
    }
}

impl Observations {
    pub(super) fn allow(&mut self, rule: Rule, node: usize) {
        self.allowed.push((rule, node));
    }

    /// The latest `#[mmref::allow]` ends.
    pub(super) fn disallow(&mut self) {
        self.allowed.pop();
    }

    pub(super) fn has_silenced(&self, node: usize) -> bool {
        self.used.contains(&node)
    }

    pub(super) fn wrong(&mut self, rule: Rule, name: &str, place: Place, fault: Fault, event: Option<Event>) {
        if let Some((_, node)) = self.allowed.iter().rfind(|(allowed, _)| *allowed == rule) {
            self.used.insert(*node);
            return;
        }
        let seen = self.at(rule, name, place);
        seen.fault = Some(fault);
        seen.events.extend(event);
    }

    pub(super) fn fine(&mut self, rule: Rule, name: &str, place: Place) {
        self.at(rule, name, place).fine = true;
    }

    fn at(&mut self, rule: Rule, name: &str, place: Place) -> &mut Seen {
        let key = (rule, name.to_owned(), place.node);
        if !self.seen.contains_key(&key) {
            self.order.push(key.clone());
        }
        let new = || Seen { span: place.span, fault: None, events: BTreeSet::new(), fine: false };
        self.seen.entry(key).or_insert_with(new)
    }

    /// What is wrong, in the order in which it was first seen. `acquired` gives the place of an event.
    pub(super) fn into_findings(self, acquired: impl Fn(Event) -> Span) -> Vec<Finding> {
        let finding = |key: &Key| {
            let seen = self.seen.get(key)?;
            Some(Finding {
                rule: key.0,
                reference: key.1.clone(),
                span: seen.span,
                fault: seen.fault?,
                acquired: seen.events.iter().map(|event| acquired(*event)).collect(),
                always: !seen.fine,
            })
        };
        self.order.iter().filter_map(finding).collect()
    }
}

/// The rule that an exit with a held reference breaks.
pub(super) fn leak_rule(released: bool) -> Rule {
    if released { Rule::C4 } else { Rule::C6 }
}

pub(super) fn leaves(exit: Exit) -> Fault {
    Fault::Leaves(exit)
}
