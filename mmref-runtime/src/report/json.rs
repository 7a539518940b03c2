//! Values as JSON: documents of a fixed shape, which `report.schema.json` describes.
//!
//! Every document says which version of the shape it has. A version may gain fields; none changes its meaning.

use serde::{Serialize, Serializer};

use super::Report;
use crate::holder;
use crate::leaks;
use crate::owner;
use crate::place;
use crate::ref_list::RefList;
use crate::snapshot::{Diff, Snapshot};
use crate::violation::{self, Violation};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<T> {
    mmref: u32,
    #[serde(flatten)]
    content: T,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Content {
    Violation(Box<Broken>),
    Snapshot { holders: Vec<Holder>, unlisted: u64 },
    Diff { appeared: Vec<Holder>, gone: Vec<Holder> },
    Report { violations: Vec<serde_json::Value>, more_violations: u64, holders: Vec<Holder>, unlisted: u64 },
}

#[derive(Serialize)]
struct Broken {
    kind: &'static str,
    headline: &'static str,
    help: &'static str,
    class: &'static str,
    place: Option<Place>,
    thread: String,
    site: Option<Site>,
    reference: Option<Reference>,
    source: Option<Reference>,
    object: Option<List>,
    other: Option<List>,
    leaks: Option<Leaks>,
}

#[derive(Serialize)]
struct Leaks {
    scope: String,
    opened: Place,
    holders: Vec<Holder>,
    miscounts: Vec<Miscount>,
}

#[derive(Serialize)]
struct Miscount {
    class: &'static str,
    owner: String,
    allowed: usize,
    found: usize,
}

#[derive(Serialize)]
struct Place {
    file: &'static str,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Site {
    name: &'static str,
    kind: String,
    place: Place,
}

#[derive(Serialize)]
struct Owner {
    text: String,
    structure: Option<&'static str>,
    name: Option<&'static str>,
    function: Option<&'static str>,
    place: Place,
}

#[derive(Serialize)]
struct Reference {
    owner: Owner,
    share: Option<Holder>,
    given_up: Option<Place>,
}

#[derive(Serialize)]
struct Holder {
    owner: Owner,
    class: &'static str,
    object: Object,
    acquired: Place,
    moved: Option<Place>,
    thread: String,
    fingerprint: String,
}

#[derive(Serialize)]
struct Object {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct List {
    object: Object,
    class: &'static str,
    count: Option<u32>,
    listed: u32,
    untracked: Option<u32>,
    holders: Vec<Holder>,
}

impl From<place::Place> for Place {
    fn from(place: place::Place) -> Self {
        Self { file: place.file(), line: place.line(), column: place.column() }
    }
}

impl From<owner::Owner> for Owner {
    fn from(owner: owner::Owner) -> Self {
        Self {
            text: owner.to_string(),
            structure: owner.structure(),
            name: owner.name(),
            function: owner.function(),
            place: owner.place().into(),
        }
    }
}

impl From<&violation::Reference> for Reference {
    fn from(reference: &violation::Reference) -> Self {
        Self {
            owner: reference.owner().into(),
            share: reference.share().map(Holder::from),
            given_up: reference.given_up().map(Place::from),
        }
    }
}

impl From<&holder::Holder> for Holder {
    fn from(holder: &holder::Holder) -> Self {
        Self {
            owner: holder.owner().into(),
            class: holder.class(),
            object: Object { id: holder.object().to_string(), name: holder.object_name() },
            acquired: holder.acquired().into(),
            moved: holder.moved().map(Place::from),
            thread: holder.thread(),
            fingerprint: holder.fingerprint().to_string(),
        }
    }
}

impl From<&RefList> for List {
    fn from(list: &RefList) -> Self {
        Self {
            object: Object { id: list.object().to_string(), name: list.object_name().to_owned() },
            class: list.class(),
            count: list.count(),
            listed: list.listed(),
            untracked: list.untracked(),
            holders: holders(list.holders()),
        }
    }
}

impl From<&leaks::Leaks> for Leaks {
    fn from(leaks: &leaks::Leaks) -> Self {
        Self {
            scope: leaks.scope().to_owned(),
            opened: leaks.opened().into(),
            holders: holders(leaks.holders()),
            miscounts: leaks.miscounts().iter().map(Miscount::from).collect(),
        }
    }
}

impl From<&leaks::Miscount> for Miscount {
    fn from(miscount: &leaks::Miscount) -> Self {
        Self {
            class: miscount.class(),
            owner: miscount.owner().to_owned(),
            allowed: miscount.allowed(),
            found: miscount.found(),
        }
    }
}

fn holders(holders: &[holder::Holder]) -> Vec<Holder> {
    holders.iter().map(Holder::from).collect()
}

impl From<&Violation> for Content {
    fn from(violation: &Violation) -> Self {
        let site = violation.site().map(|site| Site {
            name: site.name(),
            kind: site.kind().to_string(),
            place: site.place().into(),
        });
        Self::Violation(Box::new(Broken {
            kind: violation.kind().name(),
            headline: violation.headline(),
            help: violation.help(),
            class: violation.class(),
            place: violation.place().map(Place::from),
            thread: violation.thread().to_owned(),
            site,
            reference: violation.reference().map(Reference::from),
            source: violation.source().map(Reference::from),
            object: violation.object().map(List::from),
            other: violation.other().map(List::from),
            leaks: violation.leaks().map(Leaks::from),
        }))
    }
}

impl From<&Snapshot> for Content {
    fn from(snapshot: &Snapshot) -> Self {
        Self::Snapshot { holders: holders(snapshot.holders()), unlisted: snapshot.unlisted() }
    }
}

impl From<&Diff> for Content {
    fn from(diff: &Diff) -> Self {
        Self::Diff { appeared: holders(diff.appeared().holders()), gone: holders(diff.gone().holders()) }
    }
}

/// The report of a whole process: the violations that were kept, the number of further ones, and what it holds.
pub(crate) fn whole(violations: &[serde_json::Value], more: u64, held: &Snapshot) -> impl Serialize + use<> {
    let content = Content::Report {
        violations: violations.to_vec(),
        more_violations: more,
        holders: holders(held.holders()),
        unlisted: held.unlisted(),
    };
    Document { mmref: VERSION, content }
}

fn serialize<S: Serializer>(content: Content, serializer: S) -> Result<S::Ok, S::Error> {
    Document { mmref: VERSION, content }.serialize(serializer)
}

/// As a document of type `violation`.
impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.into(), serializer)
    }
}

/// Like the violation that it reports: a document has no limit.
impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.violation.serialize(serializer)
    }
}

/// As a document of type `snapshot`.
impl Serialize for Snapshot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.into(), serializer)
    }
}

/// As a document of type `diff`.
impl Serialize for Diff {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.into(), serializer)
    }
}
