//! One mutant after the other: written into a scratch copy, built, run, judged.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use crate::build::{self, Complaint};
use crate::equivalent::Equivalents;
use crate::mutant::Mutant;
use crate::scratch::Scratch;
use crate::source::Program;
use crate::targets::Target;
use crate::verdict::{Judged, Verdict};
use crate::workload;

/// What every mutant of a run has in common.
pub(crate) struct Campaign<'a> {
    pub(crate) workspace: &'a Path,
    /// Where the scratch copies are.
    pub(crate) folder: PathBuf,
    pub(crate) target: &'a Target,
    pub(crate) program: &'a Program,
    pub(crate) equivalents: &'a Equivalents,
    /// The mutant stays in the copy.
    pub(crate) keep: bool,
}

/// A scratch copy whose unmutated program is known to build and pass.
struct Bench {
    scratch: Scratch,
    /// What the compiler warns of anyway.
    warnings: BTreeSet<Complaint>,
}

impl Campaign<'_> {
    /// Judges all mutants, `jobs` at a time, and gives them in their order.
    pub(crate) fn run(&self, mutants: Vec<Mutant>, jobs: usize) -> Result<Vec<Judged>, String> {
        let total = mutants.len();
        let first = self.bench(0)?;
        let queue = Mutex::new(mutants.into_iter().enumerate());
        let results: Mutex<Vec<(usize, Judged)>> = Mutex::new(Vec::with_capacity(total));
        let work = |bench: &Bench| -> Result<(), String> {
            loop {
                let next = queue.lock().expect("nobody panics with it").next();
                let Some((index, mutant)) = next else { return Ok(()) };
                let judged = self.judge(bench, mutant)?;
                let mut results = results.lock().expect("nobody panics with it");
                results.push((index, judged));
                progress(results.len(), total, &results.last().expect("just pushed").1);
            }
        };
        thread::scope(|scope| {
            let others = (1..jobs.min(total)).map(|job| scope.spawn(move || work(&self.bench(job)?)));
            let others: Vec<_> = others.collect();
            let outcome = work(&first);
            let outcomes = others.into_iter().map(|job| job.join().map_err(|_| "a job panicked".to_owned())?);
            outcomes.fold(outcome, Result::and)
        })?;
        let mut results = results.into_inner().expect("nobody panics with it");
        results.sort_by_key(|(index, _)| *index);
        Ok(results.into_iter().map(|(_, judged)| judged).collect())
    }

    /// A copy of the workspace, in which the program builds and its workload passes.
    fn bench(&self, job: usize) -> Result<Bench, String> {
        let scratch = Scratch::prepare(self.workspace, &self.folder.join(format!("job-{job}")))?;
        eprintln!("building {} in {}", self.target.name, scratch.workspace.display());
        let build = build::build(&scratch, self.target)?;
        let Some(program) = build.program.filter(|_| build.errors.is_empty()) else {
            let errors: Vec<_> = build.errors.iter().map(|error| &*error.rendered).collect();
            return Err(format!(
                "{} does not build as it is:\n{}{}",
                self.target.name,
                errors.join("\n"),
                build.stderr
            ));
        };
        self.target.runs().try_for_each(|arguments| self.passes(&program, arguments, &scratch))?;
        Ok(Bench { scratch, warnings: build.warnings })
    }

    /// The program without mistakes has to pass whatever it is run with.
    fn passes(&self, program: &Path, arguments: &[String], scratch: &Scratch) -> Result<(), String> {
        let run = workload::run(program, arguments, scratch, self.target)?;
        let name = &self.target.name;
        match run.status {
            Some(status) if status.success() && run.reports.is_empty() => Ok(()),
            Some(status) => Err(format!("{name} does not pass as it is: {status}\n{}", run.stderr)),
            None => Err(format!("{name} does not end in its time as it is\n{}", run.stderr)),
        }
    }

    fn judge(&self, bench: &Bench, mutant: Mutant) -> Result<Judged, String> {
        let start = Instant::now();
        let original = self.program.files.iter().find(|file| file.path == mutant.file).expect("it was read from there");
        bench.scratch.write(&mutant.file, &mutant.text)?;
        let outcome = self.verdict(bench, &mutant);
        if self.keep {
            println!("{}", bench.scratch.workspace.join(&mutant.file).display());
        } else {
            bench.scratch.write(&mutant.file, &original.text)?;
        }
        let (verdict, warnings) = outcome?;
        let equivalent = self.equivalents.reason(&mutant.id).map(str::to_owned);
        Ok(Judged { mutant, verdict, warnings, equivalent, seconds: start.elapsed().as_secs_f64() })
    }

    fn verdict(&self, bench: &Bench, mutant: &Mutant) -> Result<(Verdict, Vec<String>), String> {
        let build = build::build(&bench.scratch, self.target)?;
        let known = |warning: &&Complaint| {
            bench.warnings.iter().any(|known| (&known.rule, &known.message) == (&warning.rule, &warning.message))
        };
        let warnings = build.warnings.iter().filter(|warning| !known(warning));
        let warnings = warnings.map(|warning| format!("{}: {}", warning.rule, warning.message)).collect();
        let Some(program) = build.program.as_ref().filter(|_| build.errors.is_empty()) else {
            return Ok((Verdict::of_errors(&build), warnings));
        };
        Ok((self.verdict_of_runs(bench, program, mutant)?, warnings))
    }

    /// A report of mmref if any run has one; otherwise what the program noticed in any.
    fn verdict_of_runs(&self, bench: &Bench, program: &Path, mutant: &Mutant) -> Result<Verdict, String> {
        let mut best = Verdict::Survived;
        for arguments in self.target.runs() {
            let run = workload::run(program, arguments, &bench.scratch, self.target)?;
            let verdict = Verdict::of_run(&run, mutant);
            match verdict {
                Verdict::RunTime { .. } => return Ok(verdict),
                Verdict::OwnCheck { .. } => best = verdict,
                _ => {}
            }
        }
        Ok(best)
    }
}

fn progress(done: usize, total: usize, judged: &Judged) {
    let Judged { mutant, verdict, seconds, .. } = judged;
    let width = total.to_string().len();
    eprintln!(
        "[{done:width$}/{total}] {}  {}:{}  {}  {} ({seconds:.1} s)",
        mutant.id,
        mutant.file,
        mutant.line,
        mutant.function,
        verdict.describe()
    );
}
