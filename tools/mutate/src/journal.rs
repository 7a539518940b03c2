//! Results as they arrive: one line of JSON a mutant, in the folder of the copies. An interrupted run continues where
//! it stopped; anything that may have changed a result makes the mutant run again.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::mutant::{Mutant, wide_hash};
use crate::targets::Target;
use crate::verdict::Verdict;

/// The known result of a mutant.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    id: String,
    fingerprint: String,
    pub(crate) verdict: Verdict,
    pub(crate) warnings: Vec<String>,
    pub(crate) seconds: f64,
}

/// The journal of one target.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: Mutex<File>,
    known: BTreeMap<String, Entry>,
    /// The fingerprint of everything that all mutants have in common.
    common: String,
}

impl Journal {
    /// Reads the earlier results, unless everything is to be done again.
    pub(crate) fn open(folder: &Path, target: &str, common: String, fresh: bool) -> Result<Self, String> {
        let path = folder.join(format!("results-{target}.jsonl"));
        let complain = |error: std::io::Error| format!("{} cannot be used: {error}", path.display());
        fs::create_dir_all(folder).map_err(complain)?;
        let text = match fs::read_to_string(&path) {
            _ if fresh => String::new(),
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            text => text.map_err(complain)?,
        };
        // An interrupted line is not an entry.
        let entries = text.lines().filter_map(|line| serde_json::from_str::<Entry>(line).ok());
        let known = entries.map(|entry| (entry.id.clone(), entry)).collect();
        let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(complain)?;
        if fresh {
            file.set_len(0).map_err(complain)?;
        } else if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n").map_err(complain)?;
        }
        Ok(Self { path, file: Mutex::new(file), known, common })
    }

    /// The result of exactly this mutant, if it is known.
    pub(crate) fn find(&self, mutant: &Mutant) -> Option<&Entry> {
        self.known.get(&mutant.id).filter(|entry| entry.fingerprint == self.fingerprint(mutant))
    }

    /// Results of other sources, another toolchain or other options.
    pub(crate) fn is_outdated(&self, mutant: &Mutant) -> bool {
        self.known.contains_key(&mutant.id) && self.find(mutant).is_none()
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a result.
    pub(crate) fn add(
        &self,
        mutant: &Mutant,
        verdict: Verdict,
        warnings: Vec<String>,
        seconds: f64,
    ) -> Result<Entry, String> {
        let (id, fingerprint) = (mutant.id.clone(), self.fingerprint(mutant));
        let entry = Entry { id, fingerprint, verdict, warnings, seconds };
        let line = serde_json::to_string(&entry).expect("keys are strings") + "\n";
        let mut file = self.file.lock().expect("nobody panics with it");
        let written = file.write_all(line.as_bytes());
        written.map_err(|error| format!("{} cannot be written: {error}", self.path.display()))?;
        Ok(entry)
    }

    fn fingerprint(&self, mutant: &Mutant) -> String {
        format!("{:016x}", wide_hash(&[&self.common, &mutant.file, &mutant.text]))
    }
}

/// This tool's own folder. Its sources are in the fingerprint as the running program.
const OWN: &str = "tools/mutate";
/// The inputs of a build.
const SOURCES: [&str; 5] = ["rs", "toml", "lock", "c", "h"];
const FLAGS: [&str; 2] = ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"];

/// Everything that decides the results: the sources of the workspace, the toolchain, the target, and this program.
pub(crate) fn common_fingerprint(workspace: &Path, target: &Target) -> Result<String, String> {
    let mut parts = vec![toolchain()?, format!("{target:?}"), this_program()?];
    parts.extend(FLAGS.map(|flag| format!("{:?}", std::env::var_os(flag))));
    let mut files = Vec::new();
    collect(workspace, "", &mut files).map_err(|error| format!("{} cannot be read: {error}", workspace.display()))?;
    let own_package = target.source.rsplit_once('/').map_or("", |(package, _)| package);
    files.retain(|(path, _)| !is_inside(path, OWN) || is_inside(path, own_package));
    files.sort();
    parts.extend(files.into_iter().flat_map(|(path, text)| [path, text]));
    Ok(format!("{:016x}", wide_hash(&parts.iter().map(String::as_str).collect::<Vec<_>>())))
}

fn is_inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn toolchain() -> Result<String, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output =
        Command::new(rustc).arg("-vV").output().map_err(|error| format!("rustc cannot be started: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn this_program() -> Result<String, String> {
    let metadata = std::env::current_exe().and_then(fs::metadata);
    let metadata = metadata.map_err(|error| format!("this program cannot be looked at: {error}"))?;
    Ok(format!("{} {:?}", metadata.len(), metadata.modified().ok()))
}

fn collect(folder: &Path, path: &str, files: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let inner = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        if entry.path().is_dir() {
            if !crate::scratch::is_skipped(&entry.file_name()) {
                collect(&entry.path(), &inner, files)?;
            }
        } else if SOURCES.iter().any(|extension| entry.path().extension().is_some_and(|it| it == *extension)) {
            files.push((inner, String::from_utf8_lossy(&fs::read(entry.path())?).into_owned()));
        }
    }
    Ok(())
}
