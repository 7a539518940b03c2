//! What the compiler reports about a mutant.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::scratch::Scratch;
use crate::source::names;
use crate::targets::Target;

/// The outcome of a build.
#[derive(Debug)]
pub(crate) struct Build {
    pub(crate) errors: Vec<Complaint>,
    pub(crate) warnings: BTreeSet<Complaint>,
    pub(crate) program: Option<PathBuf>,
    /// Cargo's standard error.
    pub(crate) stderr: String,
}

/// An error or a warning.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Complaint {
    /// `C6`, `E0382`, `unused_must_use`, or nothing.
    pub(crate) rule: String,
    pub(crate) message: String,
    /// As shown to the user.
    pub(crate) rendered: String,
}

#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Line {
    CompilerMessage {
        message: Message,
    },
    CompilerArtifact {
        target: Artifact,
        executable: Option<PathBuf>,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    message: String,
    code: Option<Code>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Artifact {
    name: String,
}

/// Builds the target of a scratch copy.
pub(crate) fn build(scratch: &Scratch, target: &Target) -> Result<Build, String> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--message-format=json", "--quiet", "--manifest-path", &target.manifest, "--target-dir"])
        .arg(&scratch.target)
        .args(target.cargo_arguments())
        .current_dir(&scratch.workspace)
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "1")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(read(&String::from_utf8_lossy(&output.stdout), target.program(), stderr))
}

pub(crate) fn read(json: &str, program: &str, stderr: String) -> Build {
    let mut build = Build { errors: Vec::new(), warnings: BTreeSet::new(), program: None, stderr };
    for line in json.lines() {
        match serde_json::from_str(line) {
            Ok(Line::CompilerMessage { message }) => build.note(message),
            Ok(Line::CompilerArtifact { target, executable: Some(path) }) if target.name == program => {
                build.program = Some(path);
            }
            _ => {}
        }
    }
    build
}

impl Build {
    fn note(&mut self, message: Message) {
        // `aborting due to 2 previous errors`, `3 warnings emitted`
        let is_summary =
            message.code.is_none() && (message.message.starts_with("aborting") || message.message.ends_with("emitted"));
        if is_summary {
            return;
        }
        let level = message.level.clone();
        let complaint = Complaint::of(message);
        match &*level {
            "error" => self.errors.push(complaint),
            "warning" => _ = self.warnings.insert(complaint),
            _ => {}
        }
    }
}

impl Complaint {
    fn of(message: Message) -> Self {
        let code = message.code.map(|code| code.code);
        let rule = mmref_rule(&message.message).map(str::to_owned).or(code).unwrap_or_default();
        Self { rule, rendered: message.rendered.unwrap_or_default(), message: message.message }
    }

    pub(crate) fn is_of_mmref(&self) -> bool {
        mmref_rule(&self.message).is_some()
    }

    /// Whether it is about references: their rules, their types, or their moves.
    pub(crate) fn is_about_references(&self) -> bool {
        match &*self.rule {
            // Moved, borrowed or missing: the passing modes.
            "E0382" | "E0381" | "E0384" | "E0499" | "E0502" | "E0505" | "E0507" | "E0596" | "E0061" | "E0063" => true,
            // Types: another class, another mode.
            "E0308" | "E0277" | "E0599" => {
                [names::REFERENCE, names::SHARED_REFERENCE].iter().any(|ty| self.rendered.contains(ty))
            }
            // A lint that the program denies.
            lint if lint.starts_with(char::is_lowercase) => true,
            _ => self.is_of_mmref(),
        }
    }
}

/// `C6` of `… [mmref C6]`
fn mmref_rule(message: &str) -> Option<&str> {
    message.strip_suffix(']')?.rsplit_once("[mmref ").map(|(_, rule)| rule)
}
