//! Mutants that somebody has reviewed: those that are no mistakes, and mistakes that nobody notices.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::verdict::Judged;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    equivalent: Vec<Entry>,
    #[serde(default)]
    survivor: Vec<Entry>,
}

#[derive(Clone, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Entry {
    target: String,
    id: String,
    reason: String,
}

/// What the reviewer found, with the reason.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Review {
    /// It is no mistake.
    Equivalent(String),
    /// It is a mistake that nobody notices.
    Survivor(String),
}

impl Review {
    fn claim(&self) -> &'static str {
        match self {
            Self::Equivalent(_) => "is said to be equivalent",
            Self::Survivor(_) => "is said to survive",
        }
    }

    pub(crate) fn reason(&self) -> &str {
        let (Self::Equivalent(reason) | Self::Survivor(reason)) = self;
        reason
    }
}

/// The reviewed mutants of one target, by id.
#[derive(Default, Debug)]
pub(crate) struct Reviewed(BTreeMap<String, Review>);

impl Reviewed {
    pub(crate) fn read(file: &Path, target: &str) -> Result<Self, String> {
        let text = fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
        Self::parse(&text, target).map_err(|error| format!("{}: {error}", file.display()))
    }

    pub(crate) fn parse(text: &str, target: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut reviewed = Self::default();
        reviewed.add(file.equivalent, target, Review::Equivalent)?;
        reviewed.add(file.survivor, target, Review::Survivor)?;
        Ok(reviewed)
    }

    fn add(&mut self, entries: Vec<Entry>, target: &str, review: fn(String) -> Review) -> Result<(), String> {
        for Entry { id, reason, .. } in entries.into_iter().filter(|entry| entry.target == target) {
            if reason.trim().is_empty() {
                return Err(format!("{id} has no reason"));
            }
            if self.0.insert(id.clone(), review(reason)).is_some() {
                return Err(format!("{id} is there twice"));
            }
        }
        Ok(())
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Review> {
        self.0.get(id)
    }

    /// Entries that match no mutant of the target.
    pub(crate) fn unknown(&self, ids: &BTreeSet<&str>) -> Vec<String> {
        let unknown = self.0.iter().filter(|(id, _)| !ids.contains(id.as_str()));
        unknown.map(|(id, review)| format!("{id} {}, and there is no such mutant", review.claim())).collect()
    }
}

/// Mutants that were noticed, which contradicts their review.
pub(crate) fn refuted(judged: &[Judged]) -> Vec<String> {
    let noticed = judged.iter().filter(|it| it.verdict.is_killed());
    let refuted = noticed.filter_map(|it| Some((it, it.review.as_ref()?)));
    refuted
        .map(|(it, review)| format!("{} {}, and was noticed: {}", it.mutant.id, review.claim(), it.verdict.describe()))
        .collect()
}
