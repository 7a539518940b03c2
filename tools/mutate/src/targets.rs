//! What is mutated, and how it is run: the data of `targets.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use crate::source::Program;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetFile {
    target: Vec<Target>,
}

/// A program that uses mmref.
#[derive(Clone, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    pub(crate) name: String,
    /// The manifest for cargo, from the workspace's root.
    #[serde(default = "root_manifest")]
    pub(crate) manifest: String,
    package: String,
    /// One of the package's examples, by default its binary.
    example: Option<String>,
    /// The folder whose files are mutated, from the workspace's root.
    pub(crate) source: String,
    #[serde(default)]
    arguments: Vec<String>,
    #[serde(default)]
    pub(crate) environment: BTreeMap<String, String>,
    /// Seconds until the workload counts as hanging.
    time_limit: u64,
    /// A workload that differs from run to run is repeated, up to this many times, until mmref reports something.
    #[serde(default = "once")]
    runs: usize,
    /// The arguments from the second run on, if they differ.
    further_arguments: Option<Vec<String>>,
    #[serde(default)]
    skip: Vec<Skip>,
}

fn root_manifest() -> String {
    "Cargo.toml".to_owned()
}

fn once() -> usize {
    1
}

/// A file that is skipped.
#[derive(Clone, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Skip {
    path: String,
    /// For readers of the file.
    #[serde(rename = "reason")]
    _reason: String,
}

impl Target {
    /// Cargo's arguments.
    pub(crate) fn cargo_arguments(&self) -> Vec<String> {
        // Reports are read as JSON.
        let features = ["--features", "mmref/serde"].map(str::to_owned);
        let mut arguments = vec!["--package".to_owned(), self.package.clone()];
        arguments.extend(features);
        match &self.example {
            Some(example) => arguments.extend(["--example".to_owned(), example.clone()]),
            None => arguments.push("--bins".to_owned()),
        }
        arguments
    }

    /// The arguments of the program in each run.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &[String]> {
        let further = self.further_arguments.as_ref().unwrap_or(&self.arguments);
        (0..self.runs).map(|run| if run == 0 { &*self.arguments } else { &**further })
    }

    /// The name of the program to run.
    pub(crate) fn program(&self) -> &str {
        self.example.as_deref().unwrap_or(&self.package)
    }

    pub(crate) fn skips(&self, path: &str) -> bool {
        self.skip.iter().any(|skip| skip.path == path)
    }

    /// Skipped files that do not exist.
    pub(crate) fn unknown_skips(&self, program: &Program) -> Vec<String> {
        let is_there = |skip: &&Skip| program.files.iter().any(|file| file.path == skip.path);
        let unknown = self.skip.iter().filter(|skip| !is_there(skip));
        unknown.map(|skip| format!("{} is to be skipped, and is not there", skip.path)).collect()
    }

    pub(crate) fn time_limit(&self) -> Duration {
        Duration::from_secs(self.time_limit)
    }
}

/// Reads the target with this name, or the only one.
pub(crate) fn read(file: &Path, name: Option<&str>) -> Result<Target, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let targets = parse(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let names: Vec<_> = targets.iter().map(|target| target.name.clone()).collect();
    let chosen = targets.into_iter().find(|target| name.is_none_or(|name| target.name == name));
    chosen.ok_or_else(|| format!("there is no target `{}`: {}", name.unwrap_or_default(), names.join(", ")))
}

fn parse(text: &str) -> Result<Vec<Target>, toml::de::Error> {
    toml::from_str::<TargetFile>(text).map(|file| file.target)
}
