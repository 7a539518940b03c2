//! The environment variables, in one table, and their values.

use std::ffi::OsString;
use std::sync::OnceLock;

use super::Policy;
use crate::stderr;

/// An environment variable. The tables in the README and in the crate's documentation match these.
struct Variable {
    name: &'static str,
    values: &'static [&'static str],
    #[cfg_attr(not(test), expect(dead_code, reason = "for people"))]
    meaning: &'static str,
    /// The feature that it needs.
    #[cfg_attr(not(test), expect(dead_code, reason = "for people"))]
    feature: Option<&'static str>,
}

const ON_VIOLATION: Variable = Variable {
    name: "MMREF_ON_VIOLATION",
    values: &["`panic`", "`abort`", "`report`"],
    meaning: "what happens when a rule is broken, unless `set_policy` is called",
    feature: None,
};
const TRACK: Variable = Variable {
    name: "MMREF_TRACK",
    values: &["`on`", "`off`", "a number of references"],
    meaning: "how many references are listed, unless `set_capacity` is called; further ones are only counted",
    feature: None,
};
const REPORT_LIMIT: Variable = Variable {
    name: "MMREF_REPORT_LIMIT",
    values: &["a number"],
    meaning: "how many groups of holders a report shows of each object, unless `set_report_limit` is called",
    feature: None,
};
const REPORT: Variable = Variable {
    name: "MMREF_REPORT",
    values: &["a path"],
    meaning: "where violations are written as JSON, and at exit what is still held; `%p` in it is the process number",
    feature: Some("serde"),
};
const DUMP_SIGNAL: Variable = Variable {
    name: "MMREF_DUMP_SIGNAL",
    values: &["`USR1`", "`USR2`", "`HUP`", "`QUIT`"],
    meaning: "the signal on which a running process prints what it holds, from its first get on",
    feature: Some("signal"),
};

/// What the environment says. `None` for a variable that is unset or invalid.
pub(super) struct Environment {
    pub(super) policy: Option<Policy>,
    #[cfg_attr(not(feature = "track"), expect(dead_code, reason = "nothing is listed"))]
    pub(super) capacity: Option<u32>,
    pub(super) report_limit: Option<usize>,
    pub(super) report: Option<OsString>,
    pub(super) dump_signal: Option<&'static str>,
}

/// Reads the environment, once.
pub(super) fn environment() -> &'static Environment {
    static ENVIRONMENT: OnceLock<Environment> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| Environment {
        policy: ON_VIOLATION.read(policy),
        capacity: TRACK.read(capacity),
        report_limit: REPORT_LIMIT.read(|value| value.parse().ok()),
        report: std::env::var_os(REPORT.name),
        dump_signal: DUMP_SIGNAL.read(signal),
    })
}

impl Variable {
    /// The value. An invalid one is reported and ignored.
    fn read<T>(&self, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = std::env::var_os(self.name)?;
        let parsed = value.to_str().and_then(|value| parse(value.trim()));
        if parsed.is_none() {
            let (name, wanted) = (self.name, self.wanted());
            stderr::print(&format_args!("mmref: {name} is {value:?} and should be {wanted}; going on without it"));
        }
        parsed
    }

    /// The values, as in "`panic`, `abort` or `report`".
    fn wanted(&self) -> String {
        match self.values {
            [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            values => values.concat(),
        }
    }
}

fn policy(value: &str) -> Option<Policy> {
    match value {
        "panic" => Some(Policy::Panic),
        "abort" => Some(Policy::Abort),
        "report" => Some(Policy::Report),
        _ => None,
    }
}

/// "on" leaves the limit to the list, which has one of its own.
fn capacity(value: &str) -> Option<u32> {
    match value {
        "on" => Some(u32::MAX),
        "off" => Some(0),
        number => number.parse().ok(),
    }
}

fn signal(value: &str) -> Option<&'static str> {
    let wanted = value.strip_prefix("SIG").unwrap_or(value);
    DUMP_SIGNAL.values.iter().map(|name| name.trim_matches('`')).find(|name| *name == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Variable; 5] = [ON_VIOLATION, TRACK, REPORT_LIMIT, REPORT, DUMP_SIGNAL];

    fn row(variable: &Variable) -> String {
        let Variable { name, values, meaning, feature } = variable;
        let needs = feature.map_or_else(String::new, |feature| format!("feature `{feature}`: "));
        format!("| `{name}` | {} | {needs}{meaning} |", values.join(", "))
    }

    /// Rows of a table of variables: they begin with a name.
    fn rows(text: &str) -> Vec<String> {
        let lines = text.lines().map(|line| line.trim_start_matches("//! "));
        lines.filter(|line| line.starts_with("| `MMREF_")).map(|line| line.replace(['[', ']'], "")).collect()
    }

    #[test]
    fn the_documents_have_this_table() {
        let table: Vec<String> = ALL.iter().map(row).collect();
        assert_eq!(rows(include_str!("../../../README.md")), table);
        assert_eq!(rows(include_str!("../../../src/lib.rs")), table);
    }

    #[test]
    fn every_documented_word_is_understood() {
        let words = |variable: Variable| variable.values.iter().filter_map(|value| value.strip_prefix('`'));
        let words = |variable| words(variable).map(|word| word.trim_end_matches('`'));
        assert!(words(ON_VIOLATION).all(|word| policy(word).is_some()));
        assert!(words(TRACK).all(|word| capacity(word).is_some()));
        assert!(words(DUMP_SIGNAL).all(|word| signal(word) == Some(word)));
        assert_eq!(signal("SIGHUP"), Some("HUP"));
        assert_eq!((signal("KILL"), capacity("many"), policy("")), (None, None, None));
    }

    #[test]
    fn a_message_lists_the_values() {
        assert_eq!(ON_VIOLATION.wanted(), "`panic`, `abort` or `report`");
        assert_eq!(REPORT_LIMIT.wanted(), "a number");
    }
}
