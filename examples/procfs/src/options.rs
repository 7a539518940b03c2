//! The command line.

use crate::bugs::{self, Bug};

const HELP: &str = "\
Reads every process of this machine through functions that take and give up
references, and shows who holds each mm.

Usage: cargo run -p procfs -- [OPTIONS]

Options:
      --readers N   reader threads, 1 to 256 (4 unless told otherwise)
      --rounds N    rounds of each reader (as many as make about a second)
      --all         show every mm, not only the largest
      --snapshot    read the snapshot that ships with this example, not /proc
      --bug NAME    make one mistake, and see it reported; `list` lists them
  -h, --help        show this
";

pub(crate) enum Command {
    Run(Options),
    Print(String),
}

pub(crate) struct Options {
    pub(crate) readers: usize,
    rounds: Option<usize>,
    pub(crate) all: bool,
    pub(crate) snapshot: bool,
    pub(crate) bug: Option<&'static Bug>,
}

impl Options {
    /// Enough rounds for about a second, on a small machine and on a large one.
    pub(crate) fn rounds_for(&self, processes: usize) -> usize {
        const VISITS: usize = 200_000;
        self.rounds.unwrap_or_else(|| (VISITS / processes.max(1)).clamp(4, 4000))
    }
}

pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut options = Options { readers: 4, rounds: None, all: false, snapshot: false, bug: None };
    while let Some(argument) = arguments.next() {
        let (flag, attached) = match argument.split_once('=') {
            Some((flag, value)) => (flag, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        if attached.is_some() && !matches!(flag, "--readers" | "--rounds" | "--bug") {
            return Err(unknown(&argument));
        }
        let value = || attached.or_else(|| arguments.next());
        match flag {
            "--readers" => options.readers = number(flag, value(), 256)?,
            "--rounds" => options.rounds = Some(number(flag, value(), 1_000_000)?),
            "--all" => options.all = true,
            "--snapshot" => options.snapshot = true,
            "--bug" => match value().as_deref() {
                Some("list") => return Ok(Command::Print(bugs::list())),
                name => options.bug = Some(bugs::find(name)?),
            },
            "-h" | "--help" => return Ok(Command::Print(HELP.to_owned())),
            _ => return Err(unknown(&argument)),
        }
    }
    Ok(Command::Run(options))
}

fn unknown(argument: &str) -> String {
    format!("there is no option `{argument}`; `--help` shows those that there are")
}

fn number(flag: &str, value: Option<String>, most: usize) -> Result<usize, String> {
    let found = value.as_deref().unwrap_or("nothing");
    let number = value.as_deref().and_then(|value| value.parse().ok()).filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| format!("`{flag}` needs a number from 1 to {most}, not `{found}`"))
}
