//! What a checker may say of a body, and what it must say: from all runs of the body.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Rule;
use super::body::{Block, Name, Stmt};
use super::interpret::{Event, Site, Violation, run};
use super::tape::Tape;

/// Runs of one body. One that has more isn't judged.
const RUNS: usize = 1500;

/// Why a checker need not report a bad path. Everything else it must.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Excuse {
    /// It is what comes of an earlier violation.
    Consequence,
    /// It takes the failure of an acquire whose outcome nobody looks at.
    Unheeded,
    /// A flag was tested twice on the way: the conditions depend on each other.
    DependentConditions,
    /// Held or not, by how an earlier condition turned out; and a later condition may be the same.
    MayBeTheSameCondition,
}

/// Something that is wrong with a reference on some path, and a path that shows it.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) rules: &'static [Rule],
    pub(super) name: Name,
    /// None if it must be found.
    pub(super) excuse: Option<Excuse>,
    pub(super) path: Tape,
}

impl Case {
    pub(super) fn is(&self, rule: Rule, name: &str) -> bool {
        self.rules.contains(&rule) && self.name == name
    }
}

/// Everything that is wrong with a body, or nothing if it has too many runs.
pub(super) fn judge(body: &Block, rounds: usize) -> Option<Vec<Case>> {
    let runs = runs(body, rounds)?;
    let contested = contested(&runs);
    let mut cases: BTreeMap<(&[Rule], &Name), Case> = BTreeMap::new();
    for (path, events) in &runs {
        for (at, event) in events.iter().enumerate() {
            let Event::Violated(violation) = event else { continue };
            let excuse = excuse(violation, &events[..at], &contested);
            let Violation { rules, name, .. } = violation;
            let case = || Case { rules, name: (*name).clone(), excuse, path: path.clone() };
            let known = cases.entry((*rules, *name)).or_insert_with(case);
            if known.excuse.is_some() && excuse.is_none() {
                *known = case();
            }
        }
    }
    Some(cases.into_values().collect())
}

fn runs(body: &Block, rounds: usize) -> Option<Vec<(Tape, Vec<Event<'_>>)>> {
    let (mut tape, mut runs) = (Tape::default(), vec![]);
    while runs.len() < RUNS {
        let events = run(body, &mut tape, rounds);
        runs.push((tape.clone(), events));
        if !tape.next_run() {
            return Some(runs);
        }
    }
    None
}

fn excuse(violation: &Violation<'_>, before: &[Event<'_>], contested: &BTreeSet<(Site, &Name)>) -> Option<Excuse> {
    let again = |event: &Event<'_>| matches!(event, Event::Tested { again: true });
    if violation.consequence {
        Some(Excuse::Consequence)
    } else if violation.unheeded {
        Some(Excuse::Unheeded)
    } else if before.iter().any(again) {
        Some(Excuse::DependentConditions)
    } else if is_doubtful(violation, before, contested) {
        Some(Excuse::MayBeTheSameCondition)
    } else {
        None
    }
}

/// Whether paths came together on which the reference was held and not, and then a condition was tested.
fn is_doubtful(violation: &Violation<'_>, before: &[Event<'_>], contested: &BTreeSet<(Site, &Name)>) -> bool {
    let joined =
        |event: &Event<'_>| matches!(event, Event::Joined(site, _) if contested.contains(&(*site, violation.name)));
    let Some(at) = before.iter().position(joined) else { return false };
    before[at..].iter().any(|event| matches!(event, Event::Tested { .. }))
}

/// Where paths come together, the slots that are held on some and not on others.
fn contested<'a>(runs: &[(Tape, Vec<Event<'a>>)]) -> BTreeSet<(Site, &'a Name)> {
    let mut seen: BTreeMap<(Site, &Name), BTreeSet<bool>> = BTreeMap::new();
    for event in runs.iter().flat_map(|run| &run.1) {
        let Event::Joined(site, slots) = event else { continue };
        for (name, held) in slots {
            seen.entry((*site, *name)).or_default().insert(*held);
        }
    }
    seen.into_iter().filter(|(_, held)| held.len() > 1).map(|(key, _)| key).collect()
}

/// A path as text: each statement as it comes, with what was true or succeeded on the way.
pub(super) fn tell(body: &Block, case: &Case, rounds: usize) -> String {
    let mut text = String::new();
    for event in run(body, &mut case.path.clone(), rounds) {
        match event {
            Event::Step(stmt) => text.push_str(&format!("\n  {}", heading(stmt))),
            Event::Turned(value) | Event::Flag(_, value) => text.push_str(&format!("  // {value}")),
            Event::Violated(violation) => {
                text.push_str(&format!("\n      {:?}: {}", violation.rules, violation.name));
            }
            Event::Tested { again: true } => text.push_str("  // as before"),
            Event::Tested { .. } | Event::Joined(..) | Event::Used { .. } => {}
        }
    }
    text
}

/// A statement without what is inside it.
fn heading(stmt: &Stmt) -> String {
    let mut alone = stmt.clone();
    alone.blocks_mut().into_iter().for_each(|block| block.clear());
    let source = super::lower::statement_source(&alone);
    source.split_whitespace().collect::<Vec<_>>().join(" ")
}
