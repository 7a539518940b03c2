//! The path checker against every path: random bodies, each run on all its branches by an interpreter that knows nothing
//! of the checker. What the checker rejects must have a bad path; a bad path must be rejected, unless it is excused.
//!
//! | file | what it is |
//! | --- | --- |
//! | `body` | the statements of a body |
//! | `generate` | random bodies |
//! | `legal` | those that rustc accepts |
//! | `lower` | a body as syntax and as text |
//! | `place` | where its statements stand in the text |
//! | `interpret` | one run of a body |
//! | `trace` | what happened in a run |
//! | `judge` | all runs of a body: what may be reported, and what must be |
//! | `facts` | what could be known from facts that have one value |
//! | `shrink` | smaller bodies that fail in the same way |

mod body;
mod dice;
mod facts;
mod generate;
mod interpret;
mod judge;
mod legal;
mod lower;
mod place;
mod shrink;
mod tape;
mod trace;

use std::collections::BTreeMap;
use std::fmt::Write;

use proc_macro2::{Ident, Span};

use crate::check::data::Checked;
use crate::check::walk::check;
use crate::model::{Finding, Rule};
use body::{Function, Own};
use dice::Dice;
use facts::asks_in_vain;
use generate::Taste;
use judge::{Case, Excuse, judge, tell};
use place::Printed;
use shrink::shrink;

/// The rounds of a loop. A body that fails only later is tried again with more.
const ROUNDS: usize = 2;
const MORE_ROUNDS: usize = 4;

const TASTES: [Taste; 10] = [
    Taste { size: 5, wild: 15, repeats_flags: false, plain: true, own: None },
    Taste { size: 7, wild: 0, repeats_flags: false, plain: false, own: None },
    Taste { size: 8, wild: 4, repeats_flags: false, plain: false, own: None },
    Taste { size: 7, wild: 15, repeats_flags: false, plain: false, own: None },
    Taste { size: 8, wild: 4, repeats_flags: true, plain: false, own: None },
    Taste { size: 10, wild: 8, repeats_flags: true, plain: false, own: None },
    Taste { size: 5, wild: 12, repeats_flags: false, plain: false, own: Some(Own::Filled) },
    Taste { size: 8, wild: 4, repeats_flags: true, plain: false, own: Some(Own::Filled) },
    Taste { size: 5, wild: 12, repeats_flags: false, plain: false, own: Some(Own::Given) },
    Taste { size: 6, wild: 8, repeats_flags: false, plain: false, own: Some(Own::Shown) },
];

/// Bodies of each taste.
const BODIES: usize = 700;

#[test]
fn the_checker_agrees_with_every_path() {
    let mut tally = Tally::default();
    let mut failures = vec![];
    for (at, body) in bodies(2016, BODIES).enumerate() {
        compare(&body, &mut tally, |disagreement| failures.push((at, body.clone(), disagreement)));
    }
    println!("{}", tally.text());
    let report: Vec<String> = failures.iter().take(5).map(|(at, body, wrong)| explain(*at, body, wrong)).collect();
    assert!(failures.is_empty(), "{} disagreements\n\n{}", failures.len(), report.join("\n\n"));
}

/// Bodies of all tastes in turn, the same ones in every run of the test.
fn bodies(seed: u64, of_each: usize) -> impl Iterator<Item = Function> {
    let mut dice = Dice::new(seed);
    let tastes = TASTES.into_iter().cycle().take(of_each * TASTES.len());
    tastes.map(move |taste| {
        let mut generated = std::iter::repeat_with(|| generate::function(&mut dice, taste));
        let is_good = |function: &Function| legal::is_legal(function) && !function.body.is_empty();
        generated.find(is_good).expect("the generator goes on for ever")
    })
}

#[derive(Clone, Debug)]
enum Disagreement {
    /// A finding that no path confirms, at a line of the text.
    FalseAlarm(Rule, String, usize),
    /// A bad path without a finding.
    Missed(&'static [Rule], String, usize),
}

impl Disagreement {
    fn text(&self) -> String {
        match self {
            Self::FalseAlarm(rule, name, line) => format!("false alarm {rule:?} of {name} in line {line}"),
            Self::Missed(rules, name, line) => format!("missed {rules:?} of {name} in line {line}"),
        }
    }

    /// The same mistake with the same reference, wherever that stands now.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::FalseAlarm(rule, name, _), Self::FalseAlarm(again, same, _)) => rule == again && name == same,
            (Self::Missed(rules, name, _), Self::Missed(again, same, _)) => rules == again && name == same,
            _ => false,
        }
    }
}

fn compare(function: &Function, tally: &mut Tally, mut disagrees: impl FnMut(Disagreement)) {
    let Some(cases) = judge(function, ROUNDS) else {
        tally.unjudged += 1;
        return;
    };
    let printed = Printed::new(function);
    let findings = findings(function, &printed);
    tally.bodies += 1;
    tally.rejected += usize::from(!findings.is_empty());
    tally.bad += usize::from(!cases.is_empty());
    for finding in &findings {
        let borne_out = is_borne_out(function, &printed, &cases, finding);
        if !borne_out && asks_in_vain(function, ROUNDS) {
            tally.in_vain += 1;
            continue;
        }
        tally.finding(finding.rule, borne_out);
        if !borne_out {
            disagrees(Disagreement::FalseAlarm(finding.rule, finding.reference.clone(), line(finding)));
        }
    }
    for case in &cases {
        let found = findings.iter().any(|finding| is_about(&printed, case, finding));
        tally.case(case, found);
        if !found && case.excuse.is_none() {
            disagrees(Disagreement::Missed(case.rules, case.name.clone(), printed.line(case.site)));
        }
    }
}

fn findings(function: &Function, printed: &Printed) -> Vec<Finding> {
    let reference = |own: Own| (Ident::new(own.name(), Span::call_site()), own.mode());
    let references = function.own.map(reference).into_iter().collect();
    let syn::ItemFn { sig: signature, block, .. } = &printed.function;
    check(&Checked { signature, block, references, diverging: &[] }).findings
}

fn is_borne_out(function: &Function, printed: &Printed, cases: &[Case], finding: &Finding) -> bool {
    let has = |cases: &[Case]| cases.iter().any(|case| is_about(printed, case, finding));
    has(cases) || judge(function, MORE_ROUNDS).is_none_or(|cases| has(&cases))
}

/// Whether they report the same mistake with the same reference on the same line.
fn is_about(printed: &Printed, case: &Case, finding: &Finding) -> bool {
    case.is(finding.rule, &finding.reference) && printed.line(case.site) == line(finding)
}

fn line(finding: &Finding) -> usize {
    finding.span.start().line
}

fn explain(at: usize, function: &Function, wrong: &Disagreement) -> String {
    let again = |function: &Function| {
        let mut again = None;
        compare(function, &mut Tally::default(), |other| {
            again = again.take().or(other.is_like(wrong).then_some(other))
        });
        again
    };
    let function = &shrink(function.clone(), |function| again(function).is_some());
    let wrong = again(function).unwrap_or_else(|| wrong.clone());
    let printed = Printed::new(function);
    let mut text = format!("body {at}: {}\n{}", wrong.text(), printed.source);
    if let Disagreement::Missed(rules, name, line) = wrong {
        let cases = judge(function, ROUNDS).unwrap_or_default();
        let is_it = |case: &&Case| case.rules == rules && case.name == name && printed.line(case.site) == line;
        text.extend(cases.iter().find(is_it).map(|case| format!("on this path:{}", tell(function, case, ROUNDS))));
    }
    text
}

/// How many there are, and how many of those are good.
type Share = (usize, usize);

#[derive(Default)]
struct Tally {
    bodies: usize,
    unjudged: usize,
    rejected: usize,
    bad: usize,
    /// Findings in bodies with dead code that only the knowledge of facts reveals.
    in_vain: usize,
    /// Findings, and those that a path confirms.
    findings: BTreeMap<Rule, Share>,
    /// Bad paths by rule, and those that were found. Those that must be found come first.
    cases: BTreeMap<(Option<Excuse>, &'static [Rule]), Share>,
}

impl Tally {
    fn finding(&mut self, rule: Rule, borne_out: bool) {
        count(self.findings.entry(rule).or_default(), borne_out);
    }

    fn case(&mut self, case: &Case, found: bool) {
        count(self.cases.entry((case.excuse, case.rules)).or_default(), found);
    }

    fn text(&self) -> String {
        let Self { bodies, unjudged, rejected, bad, in_vain, .. } = self;
        let mut text =
            format!("{bodies} bodies judged, {unjudged} not; {bad} have a bad path, {rejected} are rejected\n");
        let _ = writeln!(text, "{in_vain} findings are not judged: dead code that only a reader of facts recognises");
        for (rule, (all, right)) in &self.findings {
            let _ = writeln!(text, "precision  {rule:?}: {right} of {all}");
        }
        for ((excuse, rules), (all, found)) in &self.cases {
            let why = excuse.map_or("must be found".to_owned(), |excuse| format!("{excuse:?}"));
            let _ = writeln!(text, "recall     {rules:?}, {why}: {found} of {all}");
        }
        text
    }
}

fn count((all, good): &mut Share, is_good: bool) {
    *all += 1;
    *good += usize::from(is_good);
}
