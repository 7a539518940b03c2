//! One mistake in one place, as a replacement of text.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use similar::TextDiff;

use crate::operators::{self, Change, Context};
use crate::source::Program;
use crate::source::facts::Span;
use crate::source::owners::{Owner, owners};

/// New text for a place in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Edit {
    span: Span,
    text: String,
}

impl Edit {
    pub(crate) fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// A mutant. Its id depends on the change and the function, not on line numbers.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Mutant {
    pub(crate) id: String,
    pub(crate) operator: &'static str,
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) function: String,
    pub(crate) diff: String,
    #[serde(skip)]
    pub(crate) text: String,
    /// The lines of the function.
    #[serde(skip)]
    pub(crate) lines: (usize, usize),
    /// The owner of the reference, as reports name it.
    #[serde(skip)]
    pub(crate) owners: BTreeSet<Owner>,
}

/// Every mutant of the files that are not skipped, in source order.
pub(crate) fn all(program: &Program, skip: impl Fn(&str) -> bool) -> Vec<Mutant> {
    let mut mutants: Vec<Mutant> = Vec::new();
    for file in program.files.iter().filter(|file| !skip(&file.path)) {
        for function in &file.functions {
            let context = Context { program, file, function };
            let first = mutants.len();
            for operator in &operators::ALL {
                for change in (operator.find)(&context) {
                    let mutant = Mutant::new(operator.name, &context, &change);
                    // The same text under another name is the same mistake.
                    let known = mutants[first..].iter().any(|other| other.text == mutant.text);
                    if !known && mutant.text != file.text {
                        mutants.push(mutant);
                    }
                }
            }
        }
    }
    name_apart(&mut mutants);
    mutants
}

impl Mutant {
    fn new(operator: &'static str, context: &Context<'_>, change: &Change) -> Self {
        let Context { file, function, .. } = *context;
        let text = applied(&file.text, &change.edits);
        let start = change.edits.iter().map(|edit| edit.span.start).min().unwrap_or(function.span.start);
        let mut parts = vec![operator, &file.path, &function.path];
        change.edits.iter().for_each(|edit| parts.extend([around(&file.text, &edit.span), &edit.text]));
        let id = format!("{operator}-{:08x}", hash(&parts));
        let line = file.line(start);
        let moved = Moved { file: &file.path, behind: line, by: lines(&text) - lines(&file.text) };
        let owned = change.subjects.iter().flat_map(|subject| owners(context.program, function, subject));
        Self {
            id,
            operator,
            file: file.path.clone(),
            line,
            function: function.path.clone(),
            diff: diff(&file.text, &text),
            text,
            lines: (file.line(function.span.start), moved.line(file.line(function.span.end))),
            owners: owned.map(|owner| moved.owner(owner)).collect(),
        }
    }
}

/// The lines behind a mistake may have moved.
struct Moved<'a> {
    file: &'a str,
    behind: usize,
    by: isize,
}

impl Moved<'_> {
    fn line(&self, line: usize) -> usize {
        if line > self.behind { line.saturating_add_signed(self.by) } else { line }
    }

    fn owner(&self, owner: Owner) -> Owner {
        match owner {
            Owner::Lines { file, first, last } if file == self.file => {
                Owner::Lines { file, first: self.line(first), last: self.line(last) }
            }
            other => other,
        }
    }
}

fn lines(text: &str) -> isize {
    text.lines().count() as isize
}

/// Mutants of one function that look alike are numbered in order.
fn name_apart(mutants: &mut [Mutant]) {
    let mut seen = BTreeMap::new();
    for mutant in mutants {
        let times: &mut usize = seen.entry(mutant.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            mutant.id = format!("{}-{times}", mutant.id);
        }
    }
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut mutated = text.to_owned();
    for edit in edits.into_iter().rev() {
        mutated.replace_range(edit.span.clone(), &edit.text);
    }
    mutated
}

fn diff(before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(2).to_string();
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

/// The lines of a place, with one more on each side.
fn around<'a>(text: &'a str, span: &Span) -> &'a str {
    let line = |at: usize| text[..at].rfind('\n').unwrap_or(0);
    let end = |at: usize| text[at..].find('\n').map_or(text.len(), |length| at + length);
    let last = end(span.end);
    &text[line(line(span.start))..end((last + 1).min(text.len()))]
}

/// FNV-1a, which is the same on every machine and in every version.
pub(crate) fn hash(parts: &[&str]) -> u32 {
    let wide = wide_hash(parts);
    (wide ^ (wide >> 32)) as u32
}

/// All 64 bits of it.
pub(crate) fn wide_hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
