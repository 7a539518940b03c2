//! The command line.

use std::ffi::OsString;
use std::time::Duration;

use lexopt::prelude::*;

const HELP: &str = "\
Runs a machine full of tasks that fork, exec, exit, and use each other's mms,
and shows who holds each mm. Ends with 0 if every mm was freed once.

Usage: cargo run -p kernel-mm -- [OPTIONS]

Options:
      --seconds S   how long it runs (2 unless told otherwise)
      --ops N       or how many turns each CPU has
      --threads T   CPUs, 1 to 64 (4 unless told otherwise)
      --seed N      of the random numbers (1 unless told otherwise)
  -h, --help        show this
";

#[derive(Debug)]
pub enum Command {
    Run(Options),
    Print(&'static str),
}

#[derive(Clone, Debug)]
pub struct Options {
    pub length: Length,
    pub threads: usize,
    pub seed: u64,
}

/// When the run ends.
#[derive(Clone, Copy, Debug)]
pub enum Length {
    Time(Duration),
    /// This many turns of each CPU, with one operation each.
    Ops(u64),
}

impl Default for Options {
    fn default() -> Self {
        Self { length: Length::Time(Duration::from_secs(2)), threads: 4, seed: 1 }
    }
}

/// # Errors
/// On an unknown option, and on a value that an option cannot have.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut options = Options::default();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("seconds") => options.length = Length::Time(parser.value()?.parse_with(seconds)?),
            Long("ops") => options.length = Length::Ops(parser.value()?.parse()?),
            Long("threads") => options.threads = parser.value()?.parse_with(threads)?,
            Long("seed") => options.seed = parser.value()?.parse()?,
            Short('h') | Long("help") => return Ok(Command::Print(HELP)),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Run(options))
}

fn seconds(value: &str) -> Result<Duration, String> {
    let seconds = value.parse().map_err(|_| "a number of seconds is needed".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

fn threads(value: &str) -> Result<usize, &'static str> {
    let threads = value.parse().ok().filter(|threads| (1..=64).contains(threads));
    threads.ok_or("a number from 1 to 64 is needed")
}
