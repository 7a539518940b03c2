//! One mutant after another: written into a scratch copy, built, run, judged.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use crate::build::{self, Complaint};
use crate::journal::{self, Entry, Journal};
use crate::mutant::Mutant;
use crate::progress::{Counts, Progress};
use crate::reviewed::Reviewed;
use crate::scratch::Scratch;
use crate::source::Program;
use crate::targets::Target;
use crate::verdict::{Judged, Verdict};
use crate::workload;

/// What every mutant of a run has in common.
pub(crate) struct Campaign<'a> {
    pub(crate) workspace: &'a Path,
    /// The folder of the scratch copies.
    pub(crate) folder: PathBuf,
    pub(crate) target: &'a Target,
    pub(crate) program: &'a Program,
    pub(crate) reviewed: &'a Reviewed,
    /// Ignores the results of earlier runs.
    pub(crate) fresh: bool,
    /// Leaves the mutant in the copy.
    pub(crate) keep: bool,
}

/// A scratch copy whose unmutated program builds and passes.
struct Bench {
    scratch: Scratch,
    /// The warnings of the unmutated program.
    warnings: BTreeSet<Complaint>,
}

impl Campaign<'_> {
    /// Judges all mutants, `jobs` at a time, and returns them in their order. Results of earlier runs are reused.
    pub(crate) fn run(&self, mutants: Vec<Mutant>, jobs: usize) -> Result<Vec<Judged>, String> {
        let common = journal::common_fingerprint(self.workspace, self.target)?;
        let journal = Journal::open(&self.folder, &self.target.name, common, self.fresh)?;
        let (total, outdated) = (mutants.len(), mutants.iter().filter(|it| journal.is_outdated(it)).count());
        let (mut judged, mut left, mut counts) = (Vec::with_capacity(total), Vec::new(), Counts::default());
        for (index, mutant) in mutants.into_iter().enumerate() {
            match journal.find(&mutant).filter(|_| !self.keep).cloned() {
                Some(entry) => {
                    counts.add(&entry.verdict);
                    judged.push((index, self.judged(mutant, entry)));
                }
                None => left.push((index, mutant)),
            }
        }
        self.tell(&journal, judged.len(), outdated, total);
        if !left.is_empty() {
            judged.extend(self.judge_all(left, jobs, &journal, Progress::new(total, counts))?);
        }
        judged.sort_by_key(|(index, _)| *index);
        Ok(judged.into_iter().map(|(_, judged)| judged).collect())
    }

    fn tell(&self, journal: &Journal, known: usize, outdated: usize, total: usize) {
        if known > 0 {
            let path = journal.path().display();
            eprintln!("{known} of {total} results are taken over from {path}; `--fresh` runs all mutants again");
        }
        if outdated > 0 && !self.keep {
            eprintln!("{outdated} results are outdated: sources, toolchain, target or this tool changed");
        }
    }

    fn judge_all(
        &self,
        mutants: Vec<(usize, Mutant)>,
        jobs: usize,
        journal: &Journal,
        progress: Progress,
    ) -> Result<Vec<(usize, Judged)>, String> {
        let total = mutants.len();
        let first = self.bench(0)?;
        let queue = Mutex::new(mutants.into_iter());
        let results = Mutex::new((Vec::with_capacity(total), progress));
        let work = |bench: &Bench| -> Result<(), String> {
            loop {
                let next = queue.lock().expect("nobody panics with it").next();
                let Some((index, mutant)) = next else { return Ok(()) };
                let judged = self.judge(bench, mutant, journal)?;
                let (results, progress) = &mut *results.lock().expect("nobody panics with it");
                progress.add(&judged);
                results.push((index, judged));
            }
        };
        thread::scope(|scope| {
            let others = (1..jobs.min(total)).map(|job| scope.spawn(move || work(&self.bench(job)?)));
            let others: Vec<_> = others.collect();
            let outcome = work(&first);
            let outcomes = others.into_iter().map(|job| job.join().map_err(|_| "a job panicked".to_owned())?);
            outcomes.fold(outcome, Result::and)
        })?;
        Ok(results.into_inner().expect("nobody panics with it").0)
    }

    fn judged(&self, mutant: Mutant, Entry { verdict, warnings, seconds, .. }: Entry) -> Judged {
        let review = self.reviewed.find(&mutant.id).cloned();
        Judged { mutant, verdict, warnings, review, seconds }
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

    /// The program without mistakes has to pass with every set of arguments.
    fn passes(&self, program: &Path, arguments: &[String], scratch: &Scratch) -> Result<(), String> {
        let run = workload::run(program, arguments, scratch, self.target)?;
        let name = &self.target.name;
        match run.status {
            Some(status) if status.success() && run.reports.is_empty() => Ok(()),
            Some(status) => Err(format!("{name} does not pass as it is: {status}\n{}", run.stderr)),
            None => Err(format!("{name} does not end in its time as it is\n{}", run.stderr)),
        }
    }

    fn judge(&self, bench: &Bench, mutant: Mutant, journal: &Journal) -> Result<Judged, String> {
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
        let entry = journal.add(&mutant, verdict, warnings, start.elapsed().as_secs_f64())?;
        Ok(self.judged(mutant, entry))
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

    /// A report of mmref if any run has one; otherwise what the program noticed in any run.
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
