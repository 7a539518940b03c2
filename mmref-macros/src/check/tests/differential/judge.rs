//! What a checker may report of a body, and what it must report: from all runs of the body.

use std::collections::{BTreeMap, BTreeSet};

use super::body::{FLAGS, Function, Name, Stmt};
use super::interpret::run;
use super::tape::Tape;
use super::trace::{Call, Event, Site, Violation};
use crate::model::Rule;

/// The most runs of one body. A body that has more is not judged.
const RUNS: usize = 1500;

/// Why a checker need not report a bad path. It must report everything else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Excuse {
    /// It is a consequence of an earlier violation.
    Consequence,
    /// It needs an acquire to fail whose outcome nobody tests.
    Unheeded,
    /// An acquiring function's own reference is passed while it is held, perhaps only to be vouched with.
    Lent,
    /// An object was given up beside another name, or got this one only afterwards, from the outcome of its acquire.
    UnderAnotherName,
    /// The conditions depend on each other: a flag that was tested on the way is tested twice, there or elsewhere; or
    /// the body tests the same fact twice, so that some paths through it are impossible.
    DependentConditions,
    /// One call returned two values, where the body assumes that it returned the first.
    AnotherValue,
    /// The reference was held or not, by how a condition had turned out, when another was tested, which may be the same.
    MayBeTheSameCondition,
    /// Another path goes wrong at the same place and has such an excuse. The checker cannot tell the two apart.
    DoubtfulElsewhere,
}

/// A mistake with a reference on some path, and a path that shows it.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) site: Site,
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

/// Everything that is wrong with a body. `None` if it has too many runs.
pub(super) fn judge(function: &Function, rounds: usize) -> Option<Vec<Case>> {
    let runs = runs(function, rounds)?;
    let conditions = Conditions { contested: contested(&runs), dependent: dependent(&runs), decided: decided(&runs) };
    let mut cases: BTreeMap<(Site, &[Rule], &str), Case> = BTreeMap::new();
    let violations = runs.iter().flat_map(|(path, events)| violations(events).map(move |found| (path, found)));
    let is_doubted = |(violation, before): &(&Violation<'_>, &[Event<'_>])| {
        moved_nothing(before) || is_doubtful(violation, before, &conditions.contested)
    };
    let doubted = violations.clone().filter(|(_, found)| is_doubted(found));
    let doubted: BTreeSet<(Site, &str)> = doubted.map(|(_, found)| (found.0.site, found.0.name)).collect();
    for (path, (violation, before)) in violations {
        let elsewhere = doubted.contains(&(violation.site, violation.name)).then_some(Excuse::DoubtfulElsewhere);
        let excuse = excuse(violation, before, &conditions).or(elsewhere);
        let Violation { site, rules, name, .. } = violation;
        let case = || Case { site: *site, rules, name: (*name).to_owned(), excuse, path: path.clone() };
        let known = cases.entry((*site, *rules, *name)).or_insert_with(case);
        if known.excuse.is_some() && excuse.is_none() {
            *known = case();
        }
    }
    Some(cases.into_values().collect())
}

/// The violations of a run, each with what happened before.
fn violations<'r, 'a>(events: &'r [Event<'a>]) -> impl Iterator<Item = (&'r Violation<'a>, &'r [Event<'a>])> + Clone {
    events.iter().enumerate().filter_map(|(at, event)| match event {
        Event::Violated(violation) => Some((violation, &events[..at])),
        _ => None,
    })
}

pub(super) fn runs(function: &Function, rounds: usize) -> Option<Vec<(Tape, Vec<Event<'_>>)>> {
    let (mut tape, mut runs) = (Tape::default(), vec![]);
    while runs.len() < RUNS {
        let events = run(function, &mut tape, rounds);
        runs.push((tape.clone(), events));
        if !tape.next_run() {
            return Some(runs);
        }
    }
    None
}

/// How the conditions of a body depend on each other.
struct Conditions<'a> {
    /// For each tested condition, the slots whose state differs between paths.
    contested: BTreeSet<(Site, &'a str)>,
    /// Flags and facts that are tested twice on some path.
    dependent: BTreeSet<usize>,
    /// What the same call returned before, on every path to a place where it is the condition.
    decided: BTreeMap<Site, BTreeSet<bool>>,
}

fn excuse(violation: &Violation<'_>, before: &[Event<'_>], conditions: &Conditions<'_>) -> Option<Excuse> {
    let dependent =
        |event: &Event<'_>| matches!(event, Event::Flag { index, .. } if conditions.dependent.contains(index));
    if violation.excuse.is_some() {
        violation.excuse
    } else if conditions.dependent.iter().any(|index| *index >= FLAGS) || before.iter().any(dependent) {
        Some(Excuse::DependentConditions)
    } else if before.iter().any(|event| gives_another(event, &conditions.decided)) {
        Some(Excuse::AnotherValue)
    } else if is_doubtful(violation, before, &conditions.contested) {
        Some(Excuse::MayBeTheSameCondition)
    } else {
        None
    }
}

/// Whether the reference, or one that was moved into it, was contested when a condition was tested. Any reference may
/// keep an object.
fn is_doubtful(violation: &Violation<'_>, before: &[Event<'_>], contested: &BTreeSet<(Site, &str)>) -> bool {
    let is_object = violation.rules == [Rule::C9];
    let mut names = vec![violation.name];
    for event in before.iter().rev() {
        match event {
            Event::Moved(from, into) if names.contains(into) => names.push(from),
            Event::Tested(site, slots) => {
                let doubtful = |name: &str| (is_object || names.contains(&name)) && contested.contains(&(*site, name));
                if slots.iter().any(|(name, _)| doubtful(name)) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Whether an idle reference was moved. A checker may not know what its target is then.
fn moved_nothing(before: &[Event<'_>]) -> bool {
    let idle = |pair: &[Event<'_>]| match pair {
        [Event::Violated(violation), Event::Moved(from, _)] => violation.name == *from,
        _ => false,
    };
    before.windows(2).any(idle)
}

fn dependent(runs: &[(Tape, Vec<Event<'_>>)]) -> BTreeSet<usize> {
    let again = |event: &Event<'_>| match event {
        Event::Flag { index, again: true, .. } => Some(*index),
        _ => None,
    };
    runs.iter().flat_map(|run| &run.1).filter_map(again).collect()
}

fn decided(runs: &[(Tape, Vec<Event<'_>>)]) -> BTreeMap<Site, BTreeSet<bool>> {
    let mut decided: BTreeMap<Site, BTreeSet<bool>> = BTreeMap::new();
    for (_, events) in runs {
        let mut before: Vec<(Call, bool)> = vec![];
        for event in events {
            let Event::Asked { site, call, value } = event else { continue };
            let given = |value: &bool| before.contains(&(*call, *value));
            decided.entry(*site).or_insert_with(|| BTreeSet::from([false, true])).retain(given);
            before.push((*call, *value));
        }
    }
    decided
}

fn gives_another(event: &Event<'_>, decided: &BTreeMap<Site, BTreeSet<bool>>) -> bool {
    match event {
        Event::Asked { site, value, .. } => decided[site].contains(&!value),
        _ => false,
    }
}

fn contested<'a>(runs: &[(Tape, Vec<Event<'a>>)]) -> BTreeSet<(Site, &'a str)> {
    let mut seen: BTreeMap<(Site, &str), BTreeSet<Option<bool>>> = BTreeMap::new();
    for event in runs.iter().flat_map(|run| &run.1) {
        let Event::Tested(site, slots) = event else { continue };
        for (name, known) in slots {
            seen.entry((*site, *name)).or_default().insert(*known);
        }
    }
    seen.into_iter().filter(|(_, known)| known.len() > 1).map(|(key, _)| key).collect()
}

/// A path as text: each statement in turn, with what was true or succeeded on the way.
pub(super) fn tell(function: &Function, case: &Case, rounds: usize) -> String {
    let mut text = String::new();
    for event in run(function, &mut case.path.clone(), rounds) {
        match event {
            Event::Step(stmt) => text.push_str(&format!("\n  {}", heading(stmt))),
            Event::Turned(value) | Event::Flag { value, .. } => text.push_str(&format!("  // {value}")),
            Event::Violated(violation) => {
                text.push_str(&format!("\n      {:?}: {}", violation.rules, violation.name));
            }
            Event::Asked { .. } | Event::Tested(..) | Event::Moved(..) => {}
        }
    }
    text
}

/// A statement without its inner blocks.
fn heading(stmt: &Stmt) -> String {
    let mut alone = stmt.clone();
    alone.blocks_mut().into_iter().for_each(|block| block.clear());
    let source = super::lower::statement_source(&alone);
    source.split_whitespace().collect::<Vec<_>>().join(" ")
}
