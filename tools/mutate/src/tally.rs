//! The totals of a run, by operator. Values only; `markdown` writes them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::operators;
use crate::verdict::{Judged, Verdict};

/// The mutants of one operator, or of all.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Tally {
    /// Without stillborn ones.
    pub(crate) total: usize,
    pub(crate) equivalent: usize,
    pub(crate) compile_time: usize,
    pub(crate) rules: BTreeMap<String, usize>,
    pub(crate) run_time: usize,
    pub(crate) kinds: BTreeMap<String, usize>,
    /// Reports at run time that name the mutated function, or the owner of the slot.
    pub(crate) named: usize,
    pub(crate) own_check: usize,
    pub(crate) survived: usize,
    /// Survivors and run-time kills about which the compiler warned.
    pub(crate) warned: usize,
    pub(crate) stillborn: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, judged: &Judged) {
        if let Verdict::Stillborn { .. } = judged.verdict {
            self.stillborn += 1;
            return;
        }
        self.total += 1;
        if judged.is_equivalent() {
            self.equivalent += 1;
            return;
        }
        match &judged.verdict {
            Verdict::CompileTime { rule, .. } => {
                self.compile_time += 1;
                *self.rules.entry(rule.clone()).or_default() += 1;
            }
            Verdict::RunTime { kind, named_by, .. } => {
                self.run_time += 1;
                *self.kinds.entry(kind.clone()).or_default() += 1;
                self.named += usize::from(!named_by.is_empty());
            }
            Verdict::OwnCheck { .. } => self.own_check += 1,
            Verdict::Survived | Verdict::Stillborn { .. } => self.survived += 1,
        }
        let compiled = !matches!(judged.verdict, Verdict::CompileTime { .. });
        self.warned += usize::from(compiled && !judged.warnings.is_empty());
    }

    /// Those that are mistakes.
    pub(crate) fn mistakes(&self) -> usize {
        self.total - self.equivalent
    }
}

/// One tally for each operator that has mutants, in the order of the operators.
pub(crate) fn by_operator(judged: &[Judged]) -> Vec<(&'static str, Tally)> {
    let of = |name: &'static str| (name, tally(judged.iter().filter(|it| it.mutant.operator == name)));
    let tallies = operators::ALL.iter().map(|operator| of(operator.name));
    tallies.filter(|(_, tally)| tally.total + tally.stillborn > 0).collect()
}

pub(crate) fn tally<'a>(judged: impl Iterator<Item = &'a Judged>) -> Tally {
    let mut tally = Tally::default();
    judged.for_each(|it| tally.add(it));
    tally
}
