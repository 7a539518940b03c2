//! What a checker could know of a body if it knew that each fact has one value.

use std::collections::BTreeSet;

use super::body::{Back, Cond, FACTS, Function, Stmt};
use super::judge::runs;
use super::trace::{Event, Site};

/// Whether such a checker finds dead code in the body that does something with references, or finds that two
/// differently written conditions are the same. A checker that knows nothing of facts may report anything there.
pub(super) fn asks_in_vain(function: &Function, rounds: usize) -> bool {
    let mut parts = Parts::default();
    parts.of(&function.body);
    let runs = runs(function, rounds);
    let steps = runs.iter().flatten().flat_map(|run| &run.1).filter_map(|event| match event {
        Event::Step(stmt) => Some(Site::statement(stmt)),
        _ => None,
    });
    let reached: BTreeSet<Site> = steps.collect();
    let is_spelled_differently = parts.facts.contains(&0) && parts.facts.contains(&(FACTS - 1));
    is_spelled_differently || (!parts.facts.is_empty() && !parts.operations.is_subset(&reached))
}

/// The parts of a body.
#[derive(Default)]
struct Parts {
    facts: BTreeSet<usize>,
    /// Statements that do something with references.
    operations: BTreeSet<Site>,
}

impl Parts {
    fn of(&mut self, body: &[Stmt]) {
        for stmt in body {
            match stmt {
                Stmt::If(cond, ..) => self.condition(cond),
                Stmt::Repeat { .. } | Stmt::Block { .. } | Stmt::Work | Stmt::Read(_) => {}
                Stmt::Break(_) | Stmt::Continue(_) | Stmt::Panic => {}
                Stmt::Return(Back::Success(_) | Back::Failure(_)) => {}
                operation => _ = self.operations.insert(Site::statement(operation)),
            }
            stmt.blocks().into_iter().for_each(|body| self.of(body));
        }
    }

    fn condition(&mut self, cond: &Cond) {
        match cond {
            Cond::Fact(index) => _ = self.facts.insert(*index),
            Cond::Flag(_) | Cond::Call | Cond::Witness(_) => {}
            Cond::Not(inner) => self.condition(inner),
            Cond::And(left, right) | Cond::Or(left, right) => {
                self.condition(left);
                self.condition(right);
            }
        }
    }
}
