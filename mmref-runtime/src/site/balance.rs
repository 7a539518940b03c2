//! What the annotated sites of a program have done, and what is suspicious in it.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use crate::holder::Holder;
use crate::snapshot::{self, Snapshot};
use crate::table::{self, Row};

use super::{Site, SiteKind, sites};

/// What each annotated site has done, and what is suspicious in it. Made by [`balance`].
///
/// Displays as a table with one row for each site, and the anomalies below.
#[derive(Clone, Debug)]
pub struct Balance {
    sites: Vec<Activity>,
    anomalies: Vec<Anomaly>,
}

/// What one site has acquired and released, and what is held there now.
#[derive(Clone, Copy, Debug)]
pub struct Activity {
    site: Site,
    held: usize,
}

/// Something suspicious.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Anomaly {
    /// No site is registered: nothing is annotated, the annotated crate is not linked, or tracking is off.
    NoSites,
    /// References are held in slots of this crate, but none of its sites is registered.
    NoSitesOf(String),
    /// A class that annotated functions acquire and none releases. Classes are compared by their last name.
    NeverReleased {
        /// The class, as it is written.
        class: &'static str,
        /// The functions that acquire it.
        acquirers: Vec<Site>,
    },
    /// A function that has never acquired or released anything, because it never ran or always failed.
    NeverRan(Site),
    /// A structure that still held a reference every time it was dropped.
    NeverIdle(Site),
}

impl Balance {
    /// Every registered site, sorted by name.
    pub fn sites(&self) -> &[Activity] {
        &self.sites
    }

    /// What is suspicious, if anything.
    pub fn anomalies(&self) -> &[Anomaly] {
        &self.anomalies
    }
}

impl Activity {
    /// The site, with what it has acquired and released.
    pub fn site(&self) -> Site {
        self.site
    }

    /// How many held references live in slots of the function or structure.
    pub fn held(&self) -> usize {
        self.held
    }
}

/// What the annotated sites of the program have done until now, and what is suspicious in it.
///
/// Call it at the end of a run that should have reached everything. It walks over all held references.
///
/// ```
/// for anomaly in mmref::balance().anomalies() {
///     println!("{anomaly}");
/// }
/// ```
pub fn balance() -> Balance {
    let (sites, live) = (sites(), snapshot::live());
    let anomalies = anomalies(&sites, &live);
    Balance { sites: sites.into_iter().map(|site| Activity { site, held: held_in(&site, &live) }).collect(), anomalies }
}

/// A structure's slots store its name, but not its module.
fn held_in(site: &Site, live: &Snapshot) -> usize {
    let owners = live.holders().iter().map(Holder::owner);
    match site.kind() {
        SiteKind::Holds => owners.filter(|owner| owner.structure() == Some(last_name(site.name()))).count(),
        _ => owners.filter(|owner| owner.function() == Some(site.name())).count(),
    }
}

fn anomalies(sites: &[Site], live: &Snapshot) -> Vec<Anomaly> {
    if sites.is_empty() {
        return vec![Anomaly::NoSites];
    }
    let missing = crates_without_sites(sites, live).into_iter().map(Anomaly::NoSitesOf);
    missing.chain(never_released(sites)).chain(sites.iter().filter_map(of_site)).collect()
}

/// Crates that hold something and have no site. Unnamed slots are left out: they have a file, but no crate.
fn crates_without_sites(sites: &[Site], live: &Snapshot) -> BTreeSet<String> {
    let known: BTreeSet<&str> = sites.iter().map(|site| crate_of(site.name())).collect();
    let holding = live.holders().iter().filter_map(|holder: &Holder| holder.owner().function()).map(crate_of);
    holding.filter(|name| !known.contains(name)).map(str::to_owned).collect()
}

fn crate_of(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}

fn never_released(sites: &[Site]) -> Vec<Anomaly> {
    let mut acquirers: BTreeMap<&str, (&'static str, Vec<Site>)> = BTreeMap::new();
    for (site, class) in of_kind(sites, SiteKind::Acquires) {
        acquirers.entry(last_name(class)).or_insert((class, Vec::new())).1.push(site);
    }
    for (_, class) in of_kind(sites, SiteKind::Releases) {
        acquirers.remove(last_name(class));
    }
    acquirers.into_values().map(|(class, acquirers)| Anomaly::NeverReleased { class, acquirers }).collect()
}

fn of_kind(sites: &[Site], kind: SiteKind) -> impl Iterator<Item = (Site, &'static str)> {
    let sites = sites.iter().filter(move |site| site.kind() == kind);
    sites.flat_map(|site| site.references().iter().map(|(_, class)| (*site, *class)))
}

fn last_name(class: &str) -> &str {
    class.rsplit("::").next().unwrap_or(class)
}

fn of_site(site: &Site) -> Option<Anomaly> {
    match site.kind() {
        SiteKind::Acquires | SiteKind::Releases => {
            (site.acquired() == 0 && site.released() == 0).then_some(Anomaly::NeverRan(*site))
        }
        SiteKind::Holds => (site.idle_drops() == 0 && site.held_drops() > 0).then_some(Anomaly::NeverIdle(*site)),
        SiteKind::Requires => None,
    }
}

impl fmt::Display for Anomaly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSites => f.write_str(
                "no site is registered: nothing is annotated, the crate that is was not linked, or tracking is off",
            ),
            Self::NoSitesOf(name) => write!(f, "crate {name} holds references and has no registered site"),
            Self::NeverReleased { class, acquirers } => {
                let names: Vec<&str> = acquirers.iter().map(Site::name).collect();
                write!(f, "class {class} is acquired by {} and released by no annotated function", names.join(", "))
            }
            Self::NeverRan(site) => write!(f, "{site} never {} anything", past(site.kind())),
            Self::NeverIdle(site) => {
                write!(f, "{site} held a reference whenever it was dropped: {} times", site.held_drops())
            }
        }
    }
}

fn past(kind: SiteKind) -> &'static str {
    if kind == SiteKind::Releases { "released" } else { "acquired" }
}

/// One row for each site, and all anomalies.
impl fmt::Display for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mmref: {} annotated sites, and how many references each holds", self.sites.len())?;
        table::write_rows(f, &self.sites.iter().map(Activity::row).collect::<Vec<_>>(), usize::MAX)?;
        self.anomalies.iter().try_for_each(|anomaly| write!(f, "\n  note: {anomaly}"))
    }
}

impl Activity {
    fn row(&self) -> Row {
        let site = &self.site;
        let (first, second) = match site.kind() {
            SiteKind::Acquires => (format!("{} acquired", site.acquired()), String::new()),
            SiteKind::Releases => (String::new(), format!("{} released", site.released())),
            SiteKind::Holds => (format!("{} dropped idle", site.idle_drops()), format!("{} held", site.held_drops())),
            SiteKind::Requires => (String::new(), String::new()),
        };
        let details = vec![site.kind().to_string(), first, second, site.place().to_string()];
        Row { sign: "", holders: self.held, key: site.name().to_owned(), details }
    }
}
