//! The results, as Markdown and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::operators;
use crate::tally::{self, Tally};
use crate::verdict::{Judged, Verdict};

/// A run: what was asked, and what came out.
#[derive(Serialize)]
pub(crate) struct Results<'a> {
    pub(crate) target: &'a str,
    pub(crate) command: String,
    /// Mutants in all, of which so many were judged.
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

pub(crate) fn markdown(results: &Results<'_>) -> String {
    let mut text = format!("# Mutants of {}\n\n```console\n$ {}\n```\n\n", results.target, results.command);
    let all = tally::tally(results.judged.iter());
    text += &summary(results, &all);
    text += &table(results.judged, &all);
    text += &rules(&all);
    let survivors = results.judged.iter().filter(|it| it.verdict == Verdict::Survived && it.equivalent.is_none());
    list(&mut text, "Survivors", survivors, |_| String::new());
    let unnamed = results
        .judged
        .iter()
        .filter(|it| matches!(&it.verdict, Verdict::RunTime { named_by, .. } if named_by.is_empty()));
    list(&mut text, "Reports that name neither the function nor the owner", unnamed, |it| match &it.verdict {
        Verdict::RunTime { report, .. } => format!("```text\n{report}\n```\n\n"),
        _ => String::new(),
    });
    let own = results.judged.iter().filter(|it| matches!(it.verdict, Verdict::OwnCheck { .. }));
    list(&mut text, "Noticed by the program alone", own, |it| format!("{}\n\n", it.verdict.describe()));
    let equivalent = results.judged.iter().filter(|it| it.equivalent.is_some());
    list(&mut text, "Equivalent", equivalent, |it| format!("{}\n\n", it.equivalent.as_deref().unwrap_or_default()));
    let stillborn = results.judged.iter().filter(|it| matches!(it.verdict, Verdict::Stillborn { .. }));
    list(&mut text, "Stillborn", stillborn, |it| match &it.verdict {
        Verdict::Stillborn { message } => format!("```text\n{}\n```\n\n", message.trim_end()),
        _ => String::new(),
    });
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
    let mut text = "| operator | total | equivalent | compile time | run time | own check | survived | compile time, share | named | warned | stillborn |\n".to_owned();
    text += "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";
    let mut row = |name: &str, it: &Tally| {
        let compile = share(it.compile_time, it.mistakes());
        let named = share(it.named, it.run_time);
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} | {} | {} | {compile} | {named} | {} | {} |",
            it.total, it.equivalent, it.compile_time, it.run_time, it.own_check, it.survived, it.warned, it.stillborn
        );
    };
    tally::by_operator(judged).iter().for_each(|(name, tally)| row(name, tally));
    row("**all**", all);
    text + "\n"
}

fn rules(all: &Tally) -> String {
    let listed = |counts: &BTreeMap<String, usize>| {
        let mut counts: Vec<_> = counts.iter().collect();
        counts.sort_by_key(|(name, count)| (usize::MAX - **count, (*name).clone()));
        counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
    };
    format!("While compiling: {}.\n\nAt run time: {}.\n\n", listed(&all.rules), listed(&all.kinds))
}

fn list<'a>(text: &mut String, title: &str, judged: impl Iterator<Item = &'a Judged>, more: fn(&Judged) -> String) {
    let judged: Vec<_> = judged.collect();
    if judged.is_empty() {
        return;
    }
    let _ = write!(text, "## {title}\n\n");
    for it in judged {
        let mutant = &it.mutant;
        let mistake = operators::named(mutant.operator).map_or("", |operator| operator.mistake);
        let _ = write!(text, "**{}** {}:{}, `{}`: {mistake}\n\n", mutant.id, mutant.file, mutant.line, mutant.function);
        if !it.warnings.is_empty() {
            let _ = write!(text, "The compiler warns: {}\n\n", it.warnings.join("; "));
        }
        let _ = write!(text, "```diff\n{}\n```\n\n{}", mutant.diff, more(it));
    }
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { String::new() } else { format!("{:.0} %", 100.0 * part as f64 / whole as f64) }
}
