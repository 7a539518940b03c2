//! The progress of a run: a bar on a terminal, otherwise a line now and then.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::verdict::{Judged, Verdict};

/// The time between two lines without a terminal.
const INTERVAL: Duration = Duration::from_secs(15);

/// Mutants by what noticed them.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Counts {
    pub(crate) compile_time: usize,
    pub(crate) run_time: usize,
    pub(crate) program: usize,
    pub(crate) survived: usize,
    pub(crate) stillborn: usize,
}

impl Counts {
    pub(crate) fn add(&mut self, verdict: &Verdict) {
        let count = match verdict {
            Verdict::CompileTime { .. } => &mut self.compile_time,
            Verdict::RunTime { .. } => &mut self.run_time,
            Verdict::OwnCheck { .. } => &mut self.program,
            Verdict::Survived => &mut self.survived,
            Verdict::Stillborn { .. } => &mut self.stillborn,
        };
        *count += 1;
    }

    fn done(&self) -> usize {
        self.compile_time + self.run_time + self.program + self.survived + self.stillborn
    }
}

pub(crate) struct Progress {
    total: usize,
    counts: Counts,
    /// Those that were already known.
    known: usize,
    start: Instant,
    last_line: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(crate) fn new(total: usize, known: Counts) -> Self {
        let bar = stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{bar:24} {msg}").expect("it is a template");
            ProgressBar::new(total as u64).with_style(style)
        });
        let now = Instant::now();
        let progress = Self { total, counts: known, known: known.done(), start: now, last_line: now, bar };
        progress.show();
        progress
    }

    /// One more mutant is done. Survivors are shown at once.
    pub(crate) fn add(&mut self, judged: &Judged) {
        self.counts.add(&judged.verdict);
        if judged.verdict == Verdict::Survived {
            let mutant = &judged.mutant;
            self.line(&format!("survived: {}  {}:{}  {}", mutant.id, mutant.file, mutant.line, mutant.function));
        }
        self.show();
        let is_due = self.last_line.elapsed() >= INTERVAL || self.counts.done() == self.total;
        if self.bar.is_none() && is_due {
            self.last_line = Instant::now();
            self.line(&line(self.total, &self.counts, self.to_go()));
        }
    }

    fn show(&self) {
        let Some(bar) = &self.bar else { return };
        bar.set_position(self.counts.done() as u64);
        bar.set_message(line(self.total, &self.counts, self.to_go()));
    }

    fn line(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.println(line),
            None => eprintln!("{line}"),
        }
    }

    /// Assumes that the others take as long as those of this run did.
    fn to_go(&self) -> Option<Duration> {
        let done = self.counts.done();
        let judged = u32::try_from(done - self.known).ok().filter(|judged| *judged > 0)?;
        Some(self.start.elapsed() / judged * u32::try_from(self.total - done).ok()?)
    }
}

/// `20 of 153, killed 18 (15 compile time, 2 run time, 1 program), survived 2, left 133, 1 min 20 s to go`
pub(crate) fn line(total: usize, counts: &Counts, to_go: Option<Duration>) -> String {
    let Counts { compile_time, run_time, program, survived, stillborn } = *counts;
    let done = counts.done();
    let killed = compile_time + run_time + program;
    let stillborn = if stillborn > 0 { format!(", stillborn {stillborn}") } else { String::new() };
    let to_go = to_go.filter(|_| done < total).map_or_else(String::new, |left| {
        let seconds = left.as_secs();
        let minutes = if seconds < 60 { String::new() } else { format!("{} min ", seconds / 60) };
        format!(", {minutes}{} s to go", seconds % 60)
    });
    format!(
        "{done} of {total}, killed {killed} ({compile_time} compile time, {run_time} run time, {program} program), \
         survived {survived}{stillborn}, left {}{to_go}",
        total - done
    )
}
