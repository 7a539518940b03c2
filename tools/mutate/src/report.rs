//! The reports of violations: the document that mmref writes to the file that `MMREF_REPORT` names. Its shape is that of
//! `mmref-runtime/report.schema.json`; fields that no verdict needs are not read.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;

/// What a process reported.
#[derive(Deserialize, Debug)]
struct Document {
    violations: Vec<Report>,
}

/// A violation.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub(crate) struct Report {
    pub(crate) kind: String,
    pub(crate) headline: String,
    pub(crate) help: String,
    place: Option<Place>,
    site: Option<Site>,
    reference: Option<Reference>,
    source: Option<Reference>,
    object: Option<List>,
    other: Option<List>,
    leaks: Option<Leaks>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub(crate) struct Place {
    file: String,
    line: usize,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct Site {
    name: String,
    place: Place,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct Owner {
    structure: Option<String>,
    name: Option<String>,
    function: Option<String>,
    place: Place,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct Reference {
    owner: Owner,
    share: Option<Holder>,
    given_up: Option<Place>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct Holder {
    owner: Owner,
    acquired: Place,
    moved: Option<Place>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct List {
    holders: Vec<Holder>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct Leaks {
    opened: Place,
    holders: Vec<Holder>,
}

/// The violations in the order in which they happened. A process that was stopped may not have written any.
pub(crate) fn read(file: &Path) -> Result<Vec<Report>, String> {
    match fs::read_to_string(file) {
        Ok(text) => parse(&text).map_err(|error| format!("{} is no report of mmref: {error}", file.display())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(format!("{} cannot be read: {error}", file.display())),
    }
}

pub(crate) fn parse(json: &str) -> Result<Vec<Report>, serde_json::Error> {
    serde_json::from_str::<Document>(json).map(|document| document.violations)
}

/// Whether the program panicked on its own before mmref reported anything. Unwinding drops what the program held, so a
/// report may follow. The document does not record the program's panics: their order is that of standard error.
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

impl Report {
    /// The report as the user saw it, or its headline if it was not printed.
    pub(crate) fn printed(&self, stderr: &str) -> String {
        let first = format!("mmref: {}", self.headline);
        let mut lines = stderr.lines().skip_while(|line| *line != first);
        let Some(first_line) = lines.next() else { return format!("{first}\n  help: {}", self.help) };
        let more = lines.take_while(|line| line.starts_with("  "));
        [first_line].into_iter().chain(more).collect::<Vec<_>>().join("\n")
    }

    /// Whether the owner of a reference at fault, or the function at fault, is in this function.
    pub(crate) fn names_function(&self, path: &str) -> bool {
        let in_site = self.site.iter().any(|site| is_path(&site.name, path));
        in_site || self.owners().any(|owner| owner.function.as_ref().is_some_and(|function| is_path(function, path)))
    }

    /// Whether a slot of this name in this function is at fault.
    pub(crate) fn names_slot(&self, slot: &str, path: &str) -> bool {
        self.owners().any(|owner| {
            owner.name.as_deref() == Some(slot)
                && owner.function.as_ref().is_some_and(|function| is_path(function, path))
        })
    }

    /// Whether the field of a structure is at fault.
    pub(crate) fn names_field(&self, structure: &str, field: &str) -> bool {
        self.owners().any(|owner| {
            owner.name.as_deref() == Some(field) && owner.structure.as_ref().is_some_and(|it| is_path(it, structure))
        })
    }

    /// Whether a place of the reference or function at fault is on these lines of a file.
    pub(crate) fn names_lines(&self, path: &str, (first, last): (usize, usize)) -> bool {
        self.places().iter().any(|place| {
            // The path that the compiler was given: from the root of the target's own workspace.
            let is_here = path == place.file || path.ends_with(&format!("/{}", place.file));
            is_here && (first..=last).contains(&place.line)
        })
    }

    fn references(&self) -> impl Iterator<Item = &Reference> {
        self.reference.iter().chain(&self.source)
    }

    /// Holders at fault: whoever holds something at the end of a scope; and the holders of an object, if a report names
    /// only the object. Beside a reference at fault, they are not at fault.
    fn holders(&self) -> impl Iterator<Item = &Holder> {
        let of_object = self.object.iter().chain(&self.other).flat_map(|list| &list.holders);
        let is_told = self.reference.is_none() && self.source.is_none() && self.site.is_none();
        let of_object = of_object.filter(move |_| is_told || self.leaks.is_some());
        self.leaks.iter().flat_map(|leaks| &leaks.holders).chain(of_object)
    }

    fn owners(&self) -> impl Iterator<Item = &Owner> {
        let shares = self.references().filter_map(|reference| reference.share.as_ref());
        let of_holders = shares.chain(self.holders()).map(|holder| &holder.owner);
        self.references().map(|reference| &reference.owner).chain(of_holders)
    }

    fn places(&self) -> Vec<&Place> {
        let mut places: Vec<&Place> = self.references().map(|reference| &reference.owner.place).collect();
        places.extend(&self.place);
        places.extend(self.site.iter().map(|site| &site.place));
        places.extend(self.leaks.iter().map(|leaks| &leaks.opened));
        places.extend(self.references().filter_map(|reference| reference.given_up.as_ref()));
        let shares = self.references().filter_map(|reference| reference.share.as_ref());
        for holder in shares.chain(self.holders()) {
            places.push(&holder.acquired);
            places.extend(&holder.moved);
            // In a list, only an owner without a name is identified by its place.
            places.extend(Some(&holder.owner).filter(|owner| owner.name.is_none()).map(|owner| &owner.place));
        }
        places
    }
}

/// `procfs::task::Task` is `task::Task` of that program.
fn is_path(whole: &str, path: &str) -> bool {
    whole == path || whole.strip_suffix(path).is_some_and(|before| before.ends_with("::"))
}
