//! The command line.

use std::path::PathBuf;
use std::str::FromStr;

use lexopt::{Arg, Parser, ValueExt};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Measures how many mistakes in programs that use mmref are noticed, and by what

Usage: mmref-mutate [OPTIONS]

  --target NAME       the program to mutate; the first of the targets by default
  --operator NAME     mutants of one operator only
  --only ID           one mutant only
  --sample N          N mutants, the same share of every operator
  --seed S            which sample [1]
  --jobs J            J mutants at a time, each in a copy of its own [1]
  --fresh             take no results over from earlier runs
  --list              list the mutants, and do nothing
  --keep              leave the mutant in the copy, and print where it is; with `--only`
  --markdown FILE     write the results as Markdown
  --json FILE         write the results as JSON
  --workspace FOLDER  the root of the workspace that is mutated
  --targets FILE      what there is to mutate
  --reviewed FILE     survivors and equivalent mutants, with reasons
  --scratch FOLDER    where copies and results are kept; `mmref-mutate` in the target folder by default
  --help              print this
";

#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) target: Option<String>,
    pub(crate) operator: Option<String>,
    pub(crate) only: Option<String>,
    pub(crate) sample: Option<usize>,
    pub(crate) seed: u64,
    pub(crate) jobs: usize,
    pub(crate) fresh: bool,
    pub(crate) list: bool,
    pub(crate) keep: bool,
    pub(crate) markdown: Option<PathBuf>,
    pub(crate) json: Option<PathBuf>,
    pub(crate) workspace: PathBuf,
    pub(crate) targets: PathBuf,
    pub(crate) reviewed: PathBuf,
    scratch: Option<PathBuf>,
    pub(crate) help: bool,
}

impl Default for Options {
    fn default() -> Self {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        Self {
            target: None,
            operator: None,
            only: None,
            sample: None,
            seed: 1,
            jobs: 1,
            fresh: false,
            list: false,
            keep: false,
            markdown: None,
            json: None,
            workspace: here.join("../.."),
            targets: here.join("targets.toml"),
            reviewed: here.join("reviewed.toml"),
            scratch: None,
            help: false,
        }
    }
}

impl Options {
    pub(crate) fn parse(parser: Parser) -> Result<Self, String> {
        let options = Self::read(parser).map_err(|error| format!("{error}; `--help` lists the options"))?;
        if options.keep && options.only.is_none() {
            return Err("`--keep` needs `--only`".to_owned());
        }
        Ok(options)
    }

    fn read(mut parser: Parser) -> Result<Self, lexopt::Error> {
        let mut options = Self::default();
        while let Some(argument) = parser.next()? {
            let Arg::Long(name) = argument else { return Err(argument.unexpected()) };
            match name {
                "target" => options.target = Some(parser.value()?.string()?),
                "operator" => options.operator = Some(parser.value()?.string()?),
                "only" => options.only = Some(parser.value()?.string()?),
                "sample" => options.sample = Some(number(&mut parser)?),
                "seed" => options.seed = number(&mut parser)?,
                "jobs" => options.jobs = number(&mut parser)?,
                "fresh" => options.fresh = true,
                "list" => options.list = true,
                "keep" => options.keep = true,
                "markdown" => options.markdown = Some(parser.value()?.into()),
                "json" => options.json = Some(parser.value()?.into()),
                "workspace" => options.workspace = parser.value()?.into(),
                "targets" => options.targets = parser.value()?.into(),
                "reviewed" => options.reviewed = parser.value()?.into(),
                "scratch" => options.scratch = Some(parser.value()?.into()),
                "help" => options.help = true,
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(options)
    }

    /// Beside the profile's folder of this program.
    pub(crate) fn scratch(&self) -> PathBuf {
        let built = || {
            let program = std::env::current_exe().ok()?;
            Some(program.parent()?.parent()?.join("mmref-mutate"))
        };
        self.scratch.clone().or_else(built).unwrap_or_else(|| self.workspace.join("target/mmref-mutate"))
    }

    /// The command that repeats the run.
    pub(crate) fn command(&self, target: &str) -> String {
        let mut command = format!("cargo run -p mmref-mutate -- --target {target}");
        let mut add =
            |flag: &str, value: Option<String>| command.extend(value.map(|value| format!(" --{flag} {value}")));
        add("operator", self.operator.clone());
        add("only", self.only.clone());
        add("sample", self.sample.map(|size| size.to_string()));
        add("seed", self.sample.map(|_| self.seed.to_string()));
        command
    }
}

fn number<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(parser: &mut Parser) -> Result<T, lexopt::Error> {
    parser.value()?.parse()
}
