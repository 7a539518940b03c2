//! The results, as Markdown and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::mutant::Mutant;
use crate::operators;
use crate::tally::{self, Tally};
use crate::verdict::{Judged, Verdict};

/// A run: its options and its results.
#[derive(Serialize)]
pub(crate) struct Results<'a> {
    pub(crate) target: &'a str,
    pub(crate) command: String,
    /// All mutants, of which this many were judged.
    pub(crate) mutants: usize,
    pub(crate) sample: Option<Sample>,
    pub(crate) judged: &'a [Judged],
}

#[derive(Serialize)]
pub(crate) struct Sample {
    pub(crate) size: usize,
    pub(crate) seed: u64,
}

#[derive(Serialize)]
struct Json<'a> {
    #[serde(flatten)]
    results: &'a Results<'a>,
    all: Tally,
    by_operator: BTreeMap<&'static str, Tally>,
}

pub(crate) fn json(results: &Results<'_>) -> String {
    let by_operator = tally::by_operator(results.judged).into_iter().collect();
    let json = Json { results, all: tally::tally(results.judged.iter()), by_operator };
    serde_json::to_string_pretty(&json).expect("keys are strings") + "\n"
}

/// Mutants that need attention.
struct Section {
    title: &'static str,
    has: fn(&Judged) -> bool,
}

const SECTIONS: [Section; 5] = [
    Section { title: "Survivors", has: |it| it.verdict == Verdict::Survived && !it.is_equivalent() },
    Section {
        title: "Reports that name neither the function nor the owner",
        has: |it| matches!(&it.verdict, Verdict::RunTime { named_by, .. } if named_by.is_empty()),
    },
    Section { title: "Noticed by the program alone", has: |it| matches!(it.verdict, Verdict::OwnCheck { .. }) },
    Section { title: "Equivalent", has: |it| it.is_equivalent() },
    Section { title: "Stillborn", has: |it| matches!(it.verdict, Verdict::Stillborn { .. }) },
];

pub(crate) fn markdown(results: &Results<'_>) -> String {
    let all = tally::tally(results.judged.iter());
    let mut text = format!("# Mutants of {}\n\n```console\n$ {}\n```\n\n", results.target, results.command);
    text += &summary(results, &all);
    text += &table(results.judged, &all);
    for Section { title, has } in SECTIONS {
        text += &section(title, results.judged.iter().filter(|it| has(it)));
    }
    text.trim_end().to_owned() + "\n"
}

fn summary(results: &Results<'_>, all: &Tally) -> String {
    let mut text = String::new();
    match &results.sample {
        Some(Sample { seed, .. }) => {
            let _ =
                writeln!(text, "{} of {} mutants, sampled with seed {seed}.", results.judged.len(), results.mutants);
        }
        None => _ = writeln!(text, "{} mutants.", results.judged.len()),
    }
    let killed = all.compile_time + all.run_time;
    let _ = writeln!(text, "\n| | | |\n| --- | ---: | ---: |");
    let mut row = |what: &str, part: usize, whole: usize| {
        _ = writeln!(text, "| {what} | {part} of {whole} | {} |", share(part, whole))
    };
    row("mistakes that mmref notices", killed, all.mistakes());
    row("while compiling", all.compile_time, all.mistakes());
    row("reports at run time that name the function or the owner", all.named, all.run_time);
    row("noticed by the program alone", all.own_check, all.mistakes());
    row("survived", all.survived, all.mistakes());
    text.push('\n');
    text
}

fn table(judged: &[Judged], all: &Tally) -> String {
    const COLUMNS: [&str; 11] = [
        "operator",
        "total",
        "equivalent",
        "compile time",
        "run time",
        "own check",
        "survived",
        "compile time, share",
        "named",
        "warned",
        "stillborn",
    ];
    let mut text = format!("| {} |\n| --- |{}\n", COLUMNS.join(" | "), " ---: |".repeat(COLUMNS.len() - 1));
    let operators = tally::by_operator(judged);
    for (name, it) in operators.iter().map(|(name, it)| (*name, it)).chain([("**all**", all)]) {
        let cells = [
            name.to_owned(),
            it.total.to_string(),
            it.equivalent.to_string(),
            with_parts(it.compile_time, &it.rules),
            with_parts(it.run_time, &it.kinds),
            it.own_check.to_string(),
            it.survived.to_string(),
            share(it.compile_time, it.mistakes()),
            share(it.named, it.run_time),
            it.warned.to_string(),
            it.stillborn.to_string(),
        ];
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text + "\n"
}

/// `8 (C6 5, C10 3)`
fn with_parts(whole: usize, parts: &BTreeMap<String, usize>) -> String {
    let mut parts: Vec<_> = parts.iter().collect();
    parts.sort_by_key(|(name, count)| (usize::MAX - **count, (*name).clone()));
    let parts: Vec<_> = parts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    if parts.is_empty() { whole.to_string() } else { format!("{whole} ({})", parts.join(", ")) }
}

fn section<'a>(title: &str, judged: impl Iterator<Item = &'a Judged>) -> String {
    let entries: Vec<String> = judged.map(entry).collect();
    if entries.is_empty() { String::new() } else { format!("## {title}\n\n{}", entries.concat()) }
}

fn entry(it: &Judged) -> String {
    let Mutant { id, operator, file, line, function, diff, .. } = &it.mutant;
    let mistake = operators::named(operator).map_or("", |operator| operator.mistake);
    let mut text = format!("**{id}** {file}:{line}, `{function}`: {mistake}\n\n");
    if !it.warnings.is_empty() {
        let _ = write!(text, "The compiler warns: {}\n\n", it.warnings.join("; "));
    }
    let _ = write!(text, "```diff\n{diff}\n```\n\n");
    match (&it.verdict, &it.review) {
        (Verdict::RunTime { report: words, .. } | Verdict::Stillborn { message: words }, _) => {
            let _ = write!(text, "```text\n{}\n```\n\n", words.trim_end());
        }
        (Verdict::OwnCheck { .. }, _) => _ = write!(text, "{}\n\n", it.verdict.describe()),
        (_, Some(review)) => _ = write!(text, "{}\n\n", review.reason()),
        (Verdict::Survived, None) => text += "Nobody has written down why.\n\n",
        (Verdict::CompileTime { .. }, None) => {}
    }
    text
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { String::new() } else { format!("{:.0} %", 100.0 * part as f64 / whole as f64) }
}
