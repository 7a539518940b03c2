//! The command line.

use std::path::PathBuf;

use clap::Parser;

/// Measures how many mistakes in programs that use mmref are noticed, and by what.
#[derive(Parser, Debug)]
#[command(name = "mmref-mutate")]
pub(crate) struct Options {
    /// The program to mutate; the first of the targets unless told otherwise
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,
    /// Mutants of one operator only
    #[arg(long, value_name = "NAME")]
    pub(crate) operator: Option<String>,
    /// One mutant only
    #[arg(long, value_name = "ID")]
    pub(crate) only: Option<String>,
    /// So many mutants, of every operator the same share
    #[arg(long, value_name = "N")]
    pub(crate) sample: Option<usize>,
    /// Which sample
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// So many at a time, each in a copy of its own
    #[arg(long, value_name = "J", default_value_t = 1)]
    pub(crate) jobs: usize,
    /// List the mutants, and do nothing
    #[arg(long)]
    pub(crate) list: bool,
    /// Leave the mutant in the copy, and print where it is; with `--only`
    #[arg(long, requires = "only")]
    pub(crate) keep: bool,
    /// Write the results as Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) markdown: Option<PathBuf>,
    /// Write the results as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// The root of the workspace that is mutated
    #[arg(long, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../.."), hide_default_value = true)]
    pub(crate) workspace: PathBuf,
    /// What there is to mutate
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/targets.toml"), hide_default_value = true)]
    pub(crate) targets: PathBuf,
    /// Mutants that are no mistakes
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/equivalent.toml"), hide_default_value = true)]
    pub(crate) equivalents: PathBuf,
    /// Where the copies are kept; `mmref-mutate` in the target folder of this program unless told otherwise
    #[arg(long, value_name = "FOLDER")]
    scratch: Option<PathBuf>,
}

impl Options {
    /// Beside the profile's folder that this program is in.
    pub(crate) fn scratch(&self) -> PathBuf {
        let built = || {
            let program = std::env::current_exe().ok()?;
            Some(program.parent()?.parent()?.join("mmref-mutate"))
        };
        self.scratch.clone().or_else(built).unwrap_or_else(|| self.workspace.join("target/mmref-mutate"))
    }

    /// The command that gives the same results again.
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
