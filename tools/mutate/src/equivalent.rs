//! Mutants that somebody has looked at, and that are no mistakes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::verdict::Judged;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct EquivalentFile {
    #[serde(default)]
    equivalent: Vec<Entry>,
}

#[derive(Clone, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Entry {
    target: String,
    id: String,
    reason: String,
}

/// The equivalents of one target: reasons by id.
#[derive(Default, Debug)]
pub(crate) struct Equivalents(BTreeMap<String, String>);

impl Equivalents {
    pub(crate) fn read(file: &Path, target: &str) -> Result<Self, String> {
        let text = fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
        Self::parse(&text, target).map_err(|error| format!("{}: {error}", file.display()))
    }

    pub(crate) fn parse(text: &str, target: &str) -> Result<Self, String> {
        let file: EquivalentFile = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut reasons = BTreeMap::new();
        for entry in file.equivalent.into_iter().filter(|entry| entry.target == target) {
            if entry.reason.trim().is_empty() {
                return Err(format!("{} has no reason", entry.id));
            }
            if reasons.insert(entry.id.clone(), entry.reason).is_some() {
                return Err(format!("{} is there twice", entry.id));
            }
        }
        Ok(Self(reasons))
    }

    pub(crate) fn reason(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }

    /// Entries that match no mutant of the target.
    pub(crate) fn unknown(&self, ids: &BTreeSet<&str>) -> Vec<String> {
        let unknown = self.0.keys().filter(|id| !ids.contains(id.as_str()));
        unknown.map(|id| format!("{id} is said to be equivalent, and there is no such mutant")).collect()
    }
}

/// Mutants that are said to be equivalent, and were noticed.
pub(crate) fn refuted(judged: &[Judged]) -> Vec<String> {
    let refuted = judged.iter().filter(|it| it.equivalent.is_some() && it.verdict.is_killed());
    refuted
        .map(|it| format!("{} is said to be equivalent, and was noticed: {}", it.mutant.id, it.verdict.describe()))
        .collect()
}
