//! What noticed a mutant.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::build::{Build, Complaint};
use crate::mutant::Mutant;
use crate::report::{Report, panicked_first};
use crate::reviewed::Review;
use crate::source::owners::Owner;
use crate::workload::Run;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub(crate) enum Verdict {
    /// It does not compile. The first rule of mmref, otherwise the first code of the compiler; and all of them.
    CompileTime {
        rule: String,
        all: Vec<String>,
        message: String,
    },
    /// It does not compile for a reason unrelated to references: the operator wrote nonsense.
    Stillborn {
        message: String,
    },
    /// mmref reported a violation.
    RunTime {
        kind: String,
        all: BTreeSet<String>,
        named_by: BTreeSet<Named>,
        report: String,
    },
    /// The program noticed on its own: it panicked, hung, or ended with an error.
    OwnCheck {
        how: String,
    },
    Survived,
}

/// How a report leads to the mistake.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Named {
    /// The path of the mutated function.
    Function,
    /// A line of the mutated function.
    Line,
    /// The owner of the slot: a field, or where its first reference was made.
    Owner,
}

/// The result of one mutant.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Judged {
    #[serde(flatten)]
    pub(crate) mutant: Mutant,
    #[serde(flatten)]
    pub(crate) verdict: Verdict,
    /// The compiler's new warnings.
    pub(crate) warnings: Vec<String>,
    /// The reviewer's finding.
    #[serde(flatten)]
    pub(crate) review: Option<Review>,
    #[serde(skip)]
    pub(crate) seconds: f64,
}

impl Judged {
    /// Whether a reviewer found that it is no mistake.
    pub(crate) fn is_equivalent(&self) -> bool {
        matches!(self.review, Some(Review::Equivalent(_)))
    }
}

impl Verdict {
    pub(crate) fn of_errors(build: &Build) -> Self {
        let is_ours = |complaint: &&Complaint| complaint.is_of_mmref();
        let about = build.errors.iter().find(|it| it.is_about_references());
        let Some(deciding) = build.errors.iter().find(is_ours).or(about) else {
            let first = build.errors.first().map_or(&build.stderr, |first| &first.rendered);
            return Self::Stillborn { message: first.clone() };
        };
        let all = build.errors.iter().map(|error| error.rule.clone()).collect();
        Self::CompileTime { rule: deciding.rule.clone(), all, message: deciding.message.clone() }
    }

    pub(crate) fn of_run(run: &Run, mutant: &Mutant) -> Self {
        if let Some(first) = run.reports.first().filter(|_| !panicked_first(&run.stderr)) {
            return Self::RunTime {
                kind: first.kind.clone(),
                all: run.reports.iter().map(|report| report.kind.clone()).collect(),
                named_by: named_by(first, mutant),
                report: first.printed(&run.stderr),
            };
        }
        match run.status {
            Some(status) if status.success() => Self::Survived,
            Some(status) => Self::OwnCheck { how: panic_message(&run.stderr).unwrap_or_else(|| status.to_string()) },
            None => Self::OwnCheck { how: "hang".to_owned() },
        }
    }

    /// Whether anything noticed it.
    pub(crate) fn is_killed(&self) -> bool {
        matches!(self, Self::CompileTime { .. } | Self::RunTime { .. } | Self::OwnCheck { .. })
    }

    /// `compile time, C6`
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::CompileTime { rule, .. } => format!("compile time, {rule}"),
            Self::Stillborn { .. } => "stillborn".to_owned(),
            Self::RunTime { kind, named_by, .. } if named_by.is_empty() => format!("run time, {kind}, names neither"),
            Self::RunTime { kind, .. } => format!("run time, {kind}"),
            Self::OwnCheck { how } => format!("own check: {how}"),
            Self::Survived => "SURVIVED".to_owned(),
        }
    }
}

fn named_by(report: &Report, mutant: &Mutant) -> BTreeSet<Named> {
    let is_owner = |owner: &Owner| match owner {
        Owner::Slot { name, function } => report.names_slot(name, function),
        Owner::Field { owner, name } => report.names_field(owner, name),
        Owner::Lines { file, first, last } => report.names_lines(file, (*first, *last)),
    };
    let ways = [
        (Named::Function, report.names_function(&mutant.function)),
        (Named::Line, report.names_lines(&mutant.file, mutant.lines)),
        (Named::Owner, mutant.owners.iter().any(is_owner)),
    ];
    ways.into_iter().filter(|(_, holds)| *holds).map(|(named, _)| named).collect()
}

/// The message of a panic, in one line.
fn panic_message(stderr: &str) -> Option<String> {
    let mut lines = stderr.lines().skip_while(|line| !line.contains("panicked at "));
    let (place, message) = (lines.next()?, lines.next().unwrap_or_default());
    let place = place.split("panicked at ").nth(1)?.trim_end_matches(':');
    Some(format!("panic at {place}: {message}"))
}
