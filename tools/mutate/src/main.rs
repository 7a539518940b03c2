//! Measures how many mistakes in programs that use mmref are noticed, and by what. It makes mutants of a program, one
//! at a time, in a copy of the workspace. See the README of this crate.
//!
//! | file | what it is |
//! | --- | --- |
//! | `options.rs`, `targets.rs` | what to measure, and in which program |
//! | `source/` | the facts of the program: what its functions do with references |
//! | `operators/` | facts in, mistakes out |
//! | `mutant.rs`, `sample.rs` | a mistake as new text for a file; a sample of them |
//! | `scratch.rs`, `build.rs`, `workload.rs`, `campaign.rs` | the copy, the compiler, the program, and one mutant after the other |
//! | `journal.rs`, `progress.rs` | results as they arrive, so that a run can continue, and its progress |
//! | `report.rs`, `verdict.rs`, `reviewed.rs` | what noticed a mutant, and what a reviewer found |
//! | `tally.rs`, `output.rs` | the totals, and how they are written |

mod build;
mod campaign;
mod journal;
mod mutant;
mod operators;
mod options;
mod output;
mod progress;
mod report;
mod reviewed;
mod sample;
mod scratch;
mod source;
mod tally;
mod targets;
#[cfg(test)]
mod tests;
mod verdict;
mod workload;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use campaign::Campaign;
use mutant::Mutant;
use options::Options;
use output::{Results, Sample};
use reviewed::Reviewed;
use source::Program;
use verdict::Judged;

fn main() -> ExitCode {
    match Options::parse(lexopt::Parser::from_env()).and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("mmref-mutate: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    if options.help {
        print!("{}", options::HELP);
        return Ok(());
    }
    let target = targets::read(&options.targets, options.target.as_deref())?;
    let program = Program::read(&options.workspace, &target.source)?;
    complain(&target.unknown_skips(&program))?;
    let all = mutant::all(&program, |path| target.skips(path));
    let reviewed = Reviewed::read(&options.reviewed, &target.name)?;
    let ids: BTreeSet<&str> = all.iter().map(|mutant| &*mutant.id).collect();
    complain(&reviewed.unknown(&ids))?;

    let mutants = all.len();
    let chosen = choose(all, options)?;
    if options.list {
        chosen.iter().for_each(print);
        return Ok(());
    }
    let campaign = Campaign {
        workspace: &options.workspace,
        folder: options.scratch(),
        target: &target,
        program: &program,
        reviewed: &reviewed,
        fresh: options.fresh,
        keep: options.keep,
    };
    let judged = campaign.run(chosen, options.jobs)?;
    let sample = options.sample.map(|size| Sample { size, seed: options.seed });
    report(
        options,
        &Results { target: &target.name, command: options.command(&target.name), mutants, sample, judged: &judged },
    )?;
    complain(&reviewed::refuted(&judged))
}

/// The mutants that the options select.
fn choose(mut mutants: Vec<Mutant>, options: &Options) -> Result<Vec<Mutant>, String> {
    if let Some(operator) = &options.operator {
        operators::named(operator).ok_or_else(|| {
            let names: Vec<_> = operators::ALL.iter().map(|operator| operator.name).collect();
            format!("there is no operator `{operator}`: {}", names.join(", "))
        })?;
        mutants.retain(|mutant| mutant.operator == operator);
    }
    if let Some(id) = &options.only {
        mutants.retain(|mutant| &mutant.id == id);
    }
    if mutants.is_empty() {
        return Err("there is no such mutant; `--list` lists them".to_owned());
    }
    Ok(match options.sample {
        Some(size) => sample::sample(mutants, size, options.seed),
        None => mutants,
    })
}

fn print(mutant: &Mutant) {
    println!("{}  {}:{}  {}\n{}\n", mutant.id, mutant.file, mutant.line, mutant.function, mutant.diff);
}

fn report(options: &Options, results: &Results<'_>) -> Result<(), String> {
    let markdown = output::markdown(results);
    println!("{markdown}");
    let seconds: f64 = results.judged.iter().map(|it: &Judged| it.seconds).sum();
    eprintln!("{:.1} s a mutant", seconds / results.judged.len().max(1) as f64);
    write(options.markdown.as_deref(), &markdown)?;
    write(options.json.as_deref(), &output::json(results))
}

fn write(file: Option<&Path>, text: &str) -> Result<(), String> {
    let Some(file) = file else { return Ok(()) };
    fs::write(file, text).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

fn complain(complaints: &[String]) -> Result<(), String> {
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
}
