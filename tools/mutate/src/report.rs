//! The reports of violations, read back from what a program wrote to standard error.

use serde::Serialize;

/// A violation, as its report tells of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Report {
    /// `LeakedReference`; the sentence where that is not known.
    pub(crate) kind: String,
    pub(crate) text: String,
    /// What is told of the reference and the function at fault; the whole of a report that tells of an object alone.
    story: String,
}

/// The first line of each kind's reports.
pub(crate) const HEADLINES: [(&str, &str); 18] = [
    ("reference moved to a slot that is held already", "AlreadyHeld"),
    ("reference filled while it is held already", "AlreadyHeld"),
    ("reference moved that is not held", "NotHeld"),
    ("reference vouched with that is not held", "NotHeld"),
    ("reference put that is not held", "NotHeld"),
    ("reference put to the wrong object", "WrongObject"),
    ("reference used after it was given up", "Stale"),
    ("reference dropped while it is held", "LeakedReference"),
    ("object freed while references to it are held", "LeakedObject"),
    ("share taken of an object whose count is zero", "FromZero"),
    ("count started again while shares of it are left", "NotZero"),
    ("count at its limit: the object will never be freed", "Overflow"),
    ("object freed while shares are left that nobody holds", "CountMismatch"),
    ("share given up that the count does not have", "CountMismatch"),
    ("acquiring function succeeded without filling its reference", "MissingAcquire"),
    ("acquiring function failed with its reference filled", "UnexpectedAcquire"),
    ("references are still held at the end of the scope that acquired them", LEAKED_IN_SCOPE),
    ("fewer references are held at the end of a scope than it allows", LEAKED_IN_SCOPE),
];

const LEAKED_IN_SCOPE: &str = "LeakedInScope";

/// Every report, in the order in which they were written. A report is a line that begins with `mmref: `, and the indented
/// lines that follow it.
pub(crate) fn parse(stderr: &str) -> Vec<Report> {
    let lines: Vec<&str> = stderr.lines().collect();
    let starts = (0..lines.len()).filter(|at| lines[*at].starts_with("mmref: "));
    let reports = starts.filter_map(|start| {
        let more = lines[start + 1..].iter().take_while(|line| line.starts_with("  ")).count();
        let lines = &lines[start..=start + more];
        let kind = kind(lines[0].trim_start_matches("mmref: "));
        // Whoever holds something at the end of a scope is at fault for it.
        let story = |kind: &str| if kind == LEAKED_IN_SCOPE { lines[1..].join("\n") } else { story(&lines[1..]) };
        // Other messages, as of a bad environment variable, have one line.
        (more > 0).then(|| Report { text: lines.join("\n"), story: story(&kind), kind })
    });
    reports.collect()
}

/// Whether the program panicked on its own before mmref reported anything. Unwinding drops what it held, so a report may
/// follow.
pub(crate) fn panicked_first(stderr: &str) -> bool {
    let mut lines = stderr.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("mmref: ") {
            return false;
        }
        if line.contains("panicked at ") {
            return !lines.peek().is_some_and(|message| message.starts_with("mmref: "));
        }
    }
    false
}

/// The lives of the references and the function, without the lists of the objects: whoever else holds them is not at
/// fault.
fn story(lines: &[&str]) -> String {
    let is_life = |line: &str| ["  reference  ", "  source  ", "  in "].iter().any(|start| line.starts_with(start));
    let mut in_life = false;
    let kept = lines.iter().filter(|line| {
        if !line.starts_with("   ") {
            in_life = is_life(line);
        }
        in_life
    });
    let story = kept.copied().collect::<Vec<_>>().join("\n");
    if story.is_empty() { lines.join("\n") } else { story }
}

fn kind(headline: &str) -> String {
    let known = HEADLINES.iter().find(|(sentence, _)| *sentence == headline);
    known.map_or(headline, |(_, kind)| kind).to_owned()
}

impl Report {
    /// The paths, slots and places in it: words with `::` or `:`.
    pub(crate) fn mentions_path(&self, path: &str) -> bool {
        self.words().any(|word| word == path || word.ends_with(&format!("::{path}")))
    }

    /// A slot of a name in a function: `mm_ref in procfs::task::Task::new`.
    pub(crate) fn mentions_slot(&self, slot: &str, function: &str) -> bool {
        let words: Vec<&str> = self.words().collect();
        words.windows(3).any(|window| {
            window[0] == slot
                && window[1] == "in"
                && (window[2] == function || window[2].ends_with(&format!("::{function}")))
        })
    }

    /// A place in these lines of a file.
    pub(crate) fn mentions_lines(&self, file: &str, (first, last): (usize, usize)) -> bool {
        self.words().any(|word| {
            let Some((path, rest)) = word.split_once(".rs:") else { return false };
            let line = rest.split(':').next().and_then(|line| line.parse::<usize>().ok());
            // As the compiler was given it: from the root of the target's own workspace.
            let path = format!("{path}.rs");
            let is_here = file == path || file.ends_with(&format!("/{path}"));
            is_here && line.is_some_and(|line| (first..=last).contains(&line))
        })
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.story.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty())
    }
}
