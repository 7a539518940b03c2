//! Everything that is held at one moment, in groups, and the changes between two moments.

use core::fmt;
use std::collections::{BTreeMap, HashMap};

use crate::holder::Holder;
use crate::list;
use crate::object::ObjectId;
use crate::settings;
use crate::table::{self, Row};

/// Every reference that was held at one moment. Made by [`live`].
///
/// Displays as a table by owner; [`by`](Self::by) groups it in other ways, and limits it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    holders: Vec<Holder>,
    unlisted: u64,
}

/// What the holders of one group have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum GroupBy {
    /// The slot that the references live in, and their class.
    Owner,
    /// Where the references came to their present slot.
    Place,
    /// The class.
    Class,
    /// The object.
    Object,
}

/// Holders that have one property in common.
#[derive(Clone, Debug)]
pub struct Group {
    key: String,
    holders: Vec<Holder>,
}

impl Group {
    /// What they have in common, as text: the owner, place, class or object.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The holders; never none.
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }
}

impl Snapshot {
    /// The references.
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }

    /// How many references are held but not listed, because there was no more room.
    pub fn unlisted(&self) -> u64 {
        self.unlisted
    }

    /// Whether nothing at all is held.
    pub fn is_empty(&self) -> bool {
        self.holders.is_empty() && self.unlisted == 0
    }

    /// The references for which `keep` returns true. Those that are not listed are left out.
    #[must_use]
    pub fn filter(&self, mut keep: impl FnMut(&Holder) -> bool) -> Self {
        Self { holders: self.holders.iter().filter(|holder| keep(holder)).cloned().collect(), unlisted: 0 }
    }

    /// The references on one object.
    #[must_use]
    pub fn on(&self, object: ObjectId) -> Self {
        self.filter(|holder| holder.object() == object)
    }

    /// The references in groups: the largest first, then by what they have in common.
    pub fn groups(&self, by: GroupBy) -> Vec<Group> {
        let mut groups: BTreeMap<String, Vec<Holder>> = BTreeMap::new();
        for holder in &self.holders {
            groups.entry(by.key(holder)).or_default().push(holder.clone());
        }
        let mut groups: Vec<Group> = groups.into_iter().map(|(key, holders)| Group { key, holders }).collect();
        groups.sort_by_key(|group| core::cmp::Reverse(group.holders.len()));
        groups
    }

    /// A table of the groups, to be limited or printed.
    pub fn by(&self, by: GroupBy) -> Table<'_> {
        Table { snapshot: self, by, limit: None }
    }

    /// What has changed since `earlier`: which references appeared, and which are gone. A moved reference appears with
    /// its new owner, and is gone from its old one.
    ///
    /// ```
    /// # use mmref::{MM_REF, RefClass, RefCount, live};
    /// # #[derive(RefClass)] struct MmUsers;
    /// # MM_REF!(first: MmUsers);
    /// # let users = RefCount::new(&mut first);
    /// let before = live();
    /// MM_REF!(second);
    /// users.get(&mut second);
    /// let diff = live().diff(&before);
    /// # if cfg!(feature = "track") {
    /// assert_eq!(diff.appeared().holders()[0].owner().name(), Some("second"));
    /// # }
    /// assert!(diff.gone().is_empty());
    /// # assert!(!users.put(first));
    /// # assert!(users.put(second));
    /// ```
    pub fn diff(&self, earlier: &Self) -> Diff {
        Diff { appeared: self.without(earlier), gone: earlier.without(self) }
    }

    fn without(&self, other: &Self) -> Self {
        let theirs: HashMap<u64, &Holder> = other.holders.iter().map(|holder| (holder.share, holder)).collect();
        let same = |mine: &Holder| theirs.get(&mine.share).is_some_and(|theirs| theirs.owner == mine.owner);
        Self { unlisted: self.unlisted.saturating_sub(other.unlisted), ..self.filter(|holder| !same(holder)) }
    }
}

impl GroupBy {
    fn key(self, holder: &Holder) -> String {
        match self {
            Self::Owner => format!("{}, {}", holder.owner(), holder.class()),
            Self::Place => holder.since().to_string(),
            Self::Class => holder.class().to_owned(),
            Self::Object => holder.object_name(),
        }
    }

    /// What a row shows of a group besides its key.
    fn details(self) -> &'static [Self] {
        match self {
            Self::Owner => &[Self::Place, Self::Object],
            Self::Place => &[Self::Owner, Self::Object],
            Self::Class => &[Self::Owner, Self::Place, Self::Object],
            Self::Object => &[Self::Owner, Self::Place],
        }
    }

    fn plural(self) -> &'static str {
        match self {
            Self::Owner => "owners",
            Self::Place => "places",
            Self::Class => "classes",
            Self::Object => "objects",
        }
    }
}

/// By owner, limited by [`set_report_limit`](crate::set_report_limit).
impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.by(GroupBy::Owner).fmt(f)
    }
}

/// The groups of a [`Snapshot`], as text.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    snapshot: &'a Snapshot,
    by: GroupBy,
    limit: Option<usize>,
}

impl Table<'_> {
    /// Shows at most this many groups. Overrides [`set_report_limit`](crate::set_report_limit).
    #[must_use]
    pub fn limit(self, groups: usize) -> Self {
        Self { limit: Some(groups), ..self }
    }
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mmref: {} held", table::references(self.snapshot.holders.len()))?;
        let groups = self.snapshot.groups(self.by);
        table::write_rows(f, &rows(&groups, self.by, ""), self.limit.unwrap_or_else(settings::report_limit))?;
        write_unlisted(f, self.snapshot.unlisted)
    }
}

fn rows(groups: &[Group], by: GroupBy, sign: &'static str) -> Vec<Row> {
    groups.iter().map(|group| row(group, by, sign)).collect()
}

/// Shows what all holders of a group have in common, or how many different values there are.
fn row(group: &Group, by: GroupBy, sign: &'static str) -> Row {
    let common = |detail: &GroupBy| common(&group.holders, |holder| detail.key(holder), detail.plural());
    let mut details: Vec<String> = by.details().iter().map(common).collect();
    details.push(common_threads(&group.holders));
    Row { sign, holders: group.holders.len(), key: group.key.clone(), details }
}

fn common_threads(holders: &[Holder]) -> String {
    common(holders, |holder| format!("thread {}", holder.thread()), "threads")
}

fn common(holders: &[Holder], of: impl Fn(&Holder) -> String, plural: &str) -> String {
    let mut all: Vec<String> = holders.iter().map(of).collect();
    all.sort_unstable();
    all.dedup();
    match all.as_slice() {
        [only] => only.clone(),
        several => format!("{} {plural}", several.len()),
    }
}

fn write_unlisted(f: &mut fmt::Formatter<'_>, unlisted: u64) -> fmt::Result {
    match unlisted {
        0 => Ok(()),
        _ => write!(f, "\n  and {unlisted} more that are not listed: there was no room for them"),
    }
}

/// What has changed between two moments. Made by [`Snapshot::diff`]; displays as a table by owner.
#[derive(Clone, Debug)]
pub struct Diff {
    appeared: Snapshot,
    gone: Snapshot,
}

impl Diff {
    /// References that are held now but were not earlier, or not by this owner.
    pub fn appeared(&self) -> &Snapshot {
        &self.appeared
    }

    /// References that were held earlier but no longer are, or not by this owner.
    pub fn gone(&self) -> &Snapshot {
        &self.gone
    }

    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.appeared.is_empty() && self.gone.is_empty()
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (appeared, gone) = (self.appeared.holders.len(), self.gone.holders.len());
        write!(f, "mmref: {} appeared, {} went", table::references(appeared), table::references(gone))?;
        let mut all = rows(&self.appeared.groups(GroupBy::Owner), GroupBy::Owner, "+");
        all.extend(rows(&self.gone.groups(GroupBy::Owner), GroupBy::Owner, "-"));
        table::write_rows(f, &all, settings::report_limit())?;
        write_unlisted(f, self.appeared.unlisted)
    }
}

/// Every held reference of the process. Empty with tracking off.
///
/// Walks over all nodes, at a few nanoseconds each, and blocks nobody: a get, put or move that is under way may or may
/// not be seen.
///
/// ```
/// use mmref::live;
///
/// for holder in live().holders() {
///     println!("{} holds {}", holder.owner(), holder.object_name());
/// }
/// println!("{}", live()); // the same as a table
/// ```
pub fn live() -> Snapshot {
    Snapshot { holders: list::holders(None), unlisted: list::unlisted() }
}
