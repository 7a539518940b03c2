//! Times two pieces of work in turn, A B A B …, and gives their ratio.
//!
//! On a machine whose speed drifts, the ratio of two neighbours says more than two averages. So this is not criterion,
//! which measures one after the other.

use std::time::{Duration, Instant};

/// How much to measure.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) rounds: usize,
    pub(crate) iterations: u64,
}

impl Effort {
    /// The whole measurement, or with `--quick` one that only shows that it runs.
    pub(crate) fn from_args() -> Self {
        if std::env::args().any(|arg| arg == "--quick") {
            Self { rounds: 5, iterations: 20_000 }
        } else {
            Self { rounds: 101, iterations: 1_000_000 }
        }
    }
}

/// Medians over all rounds: nanoseconds for each iteration of either, and the ratio within a round.
pub(crate) struct Pair {
    pub(crate) ours: f64,
    pub(crate) theirs: f64,
    pub(crate) ratio: f64,
}

/// Runs both in turn. Each takes a number of iterations, and returns the time that they took.
pub(crate) fn pair(
    effort: Effort,
    mut ours: impl FnMut(u64) -> Duration,
    mut theirs: impl FnMut(u64) -> Duration,
) -> Pair {
    let nanoseconds =
        |work: &mut dyn FnMut(u64) -> Duration| work(effort.iterations).as_secs_f64() * 1e9 / effort.iterations as f64;
    let rounds: Vec<(f64, f64)> =
        (0..=effort.rounds).map(|_| (nanoseconds(&mut ours), nanoseconds(&mut theirs))).skip(1).collect();
    Pair {
        ours: median(rounds.iter().map(|round| round.0)),
        theirs: median(rounds.iter().map(|round| round.1)),
        ratio: median(rounds.iter().map(|round| round.0 / round.1)),
    }
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Times a loop.
#[inline]
pub(crate) fn time(iterations: u64, mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..iterations {
        work();
    }
    start.elapsed()
}
